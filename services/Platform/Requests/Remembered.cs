using System.Runtime.CompilerServices;
using Google.Protobuf;
using KosovoNato.Platform.Store;

namespace KosovoNato.Platform.Requests;

/// <summary>
/// Remembers what was computed of a state, as long as the state is in memory: the same question about the same state on the same
/// day has the same answer. For functions of exactly these alone. Two callers who ask at once may both compute.
/// </summary>
public sealed class Remembered
{
    const int MostAnswers = 256;
    const int MostBytes = 4 << 20;
    const int LargestQuestion = 16 << 10;

    readonly ConditionalWeakTable<Snapshot, Answers> byState = [];

    /// <param name="day">The day that the answer is computed for, or the one that counts as today.</param>
    /// <param name="compute">Gives the answer; it is shared by all callers from then on and must never be changed.</param>
    public TResponse Of<TRequest, TResponse>(Snapshot state, TRequest request, DateOnly day, Func<TResponse> compute)
        where TRequest : IMessage<TRequest>, IReadRequest
        where TResponse : class, IMessage<TResponse>
    {
        var size = request.CalculateSize();
        if (size > LargestQuestion)
        {
            return compute();
        }

        var question = new Question(request.Descriptor.FullName, Convert.ToBase64String(AskedOf(request)), day);
        var answers = byState.GetOrCreateValue(state);
        if (answers.Find(question) is TResponse known)
        {
            return known;
        }

        var answer = compute();
        answers.Add(question, answer);
        return answer;
    }

    /// <summary>The request without what the state stands for already.</summary>
    static byte[] AskedOf<TRequest>(TRequest request) where TRequest : IMessage<TRequest>, IReadRequest
    {
        var (consistency, known) = (request.Consistency, request.KnownAt);
        (request.Consistency, request.KnownAt) = (null!, null!);
        var bytes = request.ToByteArray();
        (request.Consistency, request.KnownAt) = (consistency, known);
        return bytes;
    }

    readonly record struct Question(string Type, string Asked, DateOnly Day);

    sealed class Answers
    {
        readonly Lock gate = new();
        readonly Dictionary<Question, (IMessage Answer, int Bytes)> known = [];
        readonly Queue<Question> order = new();
        long bytes;

        public IMessage? Find(Question question)
        {
            lock (gate)
            {
                return known.GetValueOrDefault(question).Answer;
            }
        }

        public void Add(Question question, IMessage answer)
        {
            var size = answer.CalculateSize() + question.Asked.Length;
            lock (gate)
            {
                if (size > MostBytes || !known.TryAdd(question, (answer, size)))
                {
                    return;
                }

                order.Enqueue(question);
                for (bytes += size; known.Count > MostAnswers || bytes > MostBytes;)
                {
                    known.Remove(order.Dequeue(), out var oldest);
                    bytes -= oldest.Bytes;
                }
            }
        }
    }
}
