using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>
/// Remembers what was computed of a state, as long as the state is in memory: the same question about the same state on the same
/// day has the same answer. For functions of exactly these alone. Who asks while another computes the same waits for it.
/// </summary>
public sealed class QueryCache
{
    const int MaxAnswers = 1_024;
    const int MaxBytes = 8 << 20;
    const int MaxCacheableRequestBytes = 16 << 10;

    readonly ConditionalWeakTable<Snapshot, SnapshotCacheEntries> byState = [];

    /// <param name="day">The day that the answer is computed for, or the one that counts as today.</param>
    /// <param name="compute">Gives the answer; it is shared by all callers from then on and must never be changed.</param>
    public TResponse GetOrCompute<TRequest, TResponse>(Snapshot state, TRequest request, DateOnly day, Func<TResponse> compute)
        where TRequest : IMessage<TRequest>, IReadRequest
        where TResponse : class, IMessage<TResponse>
    {
        var size = request.CalculateSize();
        if (size > MaxCacheableRequestBytes)
        {
            return compute();
        }

        return GetOrCompute(byState.GetOrCreateValue(state), new(request.Descriptor.FullName, AskedOf(request), day), compute);
    }

    /// <summary>
    /// The same for answers that follow from comparing the day with recorded dates, and that say nothing of the day but which one
    /// it is: whoever asks for another day between the same dates is answered with what is known.
    /// </summary>
    /// <inheritdoc cref="GetOrCompute{TRequest,TResponse}(Snapshot,TRequest,DateOnly,Func{TResponse})"/>
    public TResponse GetOrComputeForInterval<TRequest, TResponse>(Snapshot state, TRequest request, DateOnly day, Func<TResponse> compute)
        where TRequest : IMessage<TRequest>, IAssumingRequest
        where TResponse : class, IMessage<TResponse>, IDatedAnswer
    {
        // What is supposed has days of its own.
        if (request.Assumptions.Count > 0 || request.CalculateSize() > MaxCacheableRequestBytes)
        {
            return GetOrCompute(state, request, day, compute);
        }

        var answers = byState.GetOrCreateValue(state);
        var question = new CacheKey(request.Descriptor.FullName, AskedOnAnyDay(request), day);
        // Where the spans are is looked for when a question is asked again: most are asked of one day.
        var answer = answers.Find(question) is TResponse known ? known
            : GetOrCompute(
                answers, answers.WasAsked(question) ? question with { Day = ConstantIntervals.Of(state).IntervalStart(day) } : question,
                compute);
        var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (answer.AsOf == text)
        {
            return answer;
        }

        var then = answer.Clone();
        then.AsOf = text;
        return then;
    }

    static TResponse GetOrCompute<TResponse>(SnapshotCacheEntries answers, CacheKey question, Func<TResponse> compute)
        where TResponse : class, IMessage<TResponse>
    {
        if (answers.Find(question) is TResponse known)
        {
            return known;
        }

        // Another may have come to its end since the answer was looked for.
        var once = answers.Computing.GetOrAdd(
            question, static (question, own) => new Lazy<IMessage>(() => own.answers.Find(question) ?? own.compute()), (answers, compute));
        try
        {
            var answer = (TResponse)once.Value;
            answers.Add(question, answer);
            return answer;
        }
        finally
        {
            // A refusal is not kept.
            answers.Computing.TryRemove(new(question, once));
        }
    }

    /// <summary>The request without what the state stands for already.</summary>
    static string AskedOf<TRequest>(TRequest request) where TRequest : IMessage<TRequest>, IReadRequest
    {
        var (consistency, known) = (request.Consistency, request.KnownAt);
        (request.Consistency, request.KnownAt) = (null!, null!);
        var bytes = request.ToByteArray();
        (request.Consistency, request.KnownAt) = (consistency, known);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>The request without its day too, but for that there is one.</summary>
    static string AskedOnAnyDay<TRequest>(TRequest request) where TRequest : IMessage<TRequest>, IDatedRequest
    {
        var day = request.AsOf;
        request.AsOf = day.Length > 0 ? "any" : "";
        var asked = AskedOf(request);
        request.AsOf = day;
        return asked;
    }

    readonly record struct CacheKey(string Type, string Asked, DateOnly Day);

    sealed class SnapshotCacheEntries
    {
        readonly Lock gate = new();
        readonly Dictionary<CacheKey, (IMessage Answer, int Bytes)> known = [];
        readonly Queue<CacheKey> order = new();
        readonly HashSet<(string Type, string Asked)> asked = [];
        long bytes;

        /// <summary>What is being computed now.</summary>
        public ConcurrentDictionary<CacheKey, Lazy<IMessage>> Computing { get; } = new();

        /// <summary>Whether the question was asked of another day lately.</summary>
        public bool WasAsked(CacheKey question)
        {
            lock (gate)
            {
                return asked.Contains((question.Type, question.Asked));
            }
        }

        public IMessage? Find(CacheKey question)
        {
            lock (gate)
            {
                return known.GetValueOrDefault(question).Answer;
            }
        }

        public void Add(CacheKey question, IMessage answer)
        {
            var size = answer.CalculateSize() + question.Asked.Length;
            lock (gate)
            {
                if (size > MaxBytes || !known.TryAdd(question, (answer, size)))
                {
                    return;
                }

                order.Enqueue(question);
                asked.Add((question.Type, question.Asked));
                for (bytes += size; known.Count > MaxAnswers || bytes > MaxBytes;)
                {
                    var oldest = order.Dequeue();
                    asked.Remove((oldest.Type, oldest.Asked));
                    known.Remove(oldest, out var gone);
                    bytes -= gone.Bytes;
                }
            }
        }
    }
}
