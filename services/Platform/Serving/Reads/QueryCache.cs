using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace KosovoNato.Serving.Reads;

/// <summary>
/// Caches responses to queries: the same query about the same snapshot on the same day has the same response. Only for pure functions of
/// these three. Concurrent callers of the same query wait for one computation.
/// </summary>
public sealed class QueryCache : IDisposable
{
    const int MaxBytes = 32 << 20;
    const int MaxCacheableRequestBytes = 16 << 10;

    // The approximate size of a key and an entry, without the objects they refer to.
    const int OverheadBytes = 512;

    // Objects that stand for snapshots in keys. A key with the snapshot itself would keep it in memory, and a revision number would confuse
    // the snapshots of a store that was replaced by an older copy.
    readonly ConditionalWeakTable<Snapshot, object> identities = [];

    // Beyond the limit, the library evicts the least recently used entries.
    readonly MemoryCache responses = new(new MemoryCacheOptions { SizeLimit = MaxBytes });
    readonly ConcurrentDictionary<CacheKey, Lazy<IMessage>> computing = new();

    /// <param name="day">The day for which the response is computed, or the day that counts as today.</param>
    /// <param name="compute">Computes the response. All callers share it from then on, so it must never be changed.</param>
    public TResponse GetOrCompute<TRequest, TResponse>(Snapshot state, TRequest request, DateOnly day, Func<TResponse> compute)
        where TRequest : IMessage<TRequest>, IReadRequest
        where TResponse : class, IMessage<TResponse> =>
        request.CalculateSize() > MaxCacheableRequestBytes
            ? compute()
            : GetOrCompute(KeyOf(state, request, QueryOf(request), day), compute);

    /// <summary>
    /// Returns a response that depends on the day only by comparing it with recorded dates, and that contains the day only as
    /// <see cref="IAsOfResponse.AsOf"/>: all days between the same two dates have the same response.
    /// </summary>
    /// <inheritdoc cref="GetOrCompute{TRequest,TResponse}(Snapshot,TRequest,DateOnly,Func{TResponse})"/>
    public TResponse GetOrComputeForInterval<TRequest, TResponse>(Snapshot state, TRequest request, DateOnly day, Func<TResponse> compute)
        where TRequest : IMessage<TRequest>, IAssumptionRequest
        where TResponse : class, IMessage<TResponse>, IAsOfResponse
    {
        // Assumptions have their own dates.
        if (request.Assumptions.Count > 0 || request.CalculateSize() > MaxCacheableRequestBytes)
        {
            return GetOrCompute(state, request, day, compute);
        }

        var key = KeyOf(state, request, QueryOnAnyDay(request), day);
        if (Find(key) is not TResponse response)
        {
            // Most queries are about one day only, so the intervals of a snapshot are computed at the second day.
            var anyDay = key with { Day = null };
            var isSecondDay = responses.TryGetValue(anyDay, out _);
            response = GetOrCompute(
                isSecondDay ? key with { Day = ConstantIntervals.Of(state).IntervalStart(day) } : key, compute);
            if (!isSecondDay)
            {
                Keep(anyDay, null, 0);
            }
        }

        var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (response.AsOf == text)
        {
            return response;
        }

        var then = response.Clone();
        then.AsOf = text;
        return then;
    }

    public void Dispose() => responses.Dispose();

    TResponse GetOrCompute<TResponse>(CacheKey key, Func<TResponse> compute) where TResponse : class, IMessage<TResponse>
    {
        if (Find(key) is TResponse known)
        {
            return known;
        }

        // Another computation may have completed since the lookup.
        var once = computing.GetOrAdd(
            key, static (key, own) => new Lazy<IMessage>(() => own.cache.Find(key) ?? own.compute()), (cache: this, compute));
        try
        {
            var response = (TResponse)once.Value;
            Keep(key, response, response.CalculateSize());
            return response;
        }
        finally
        {
            // Errors are not cached.
            computing.TryRemove(new(key, once));
        }
    }

    IMessage? Find(CacheKey key) => responses.Get<IMessage>(key);

    void Keep(CacheKey key, IMessage? response, int size) =>
        responses.Set(key, response, new MemoryCacheEntryOptions { Size = size + (key.Query.Length * sizeof(char)) + OverheadBytes });

    CacheKey KeyOf<TRequest>(Snapshot state, TRequest request, string query, DateOnly day) where TRequest : IMessage<TRequest> =>
        new(identities.GetValue(state, static _ => new object()), request.Descriptor.FullName, query, day);

    /// <summary>Returns the request without the fields that the snapshot stands for.</summary>
    static string QueryOf<TRequest>(TRequest request) where TRequest : IMessage<TRequest>, IReadRequest
    {
        var (consistency, known) = (request.Consistency, request.KnownAt);
        (request.Consistency, request.KnownAt) = (null!, null!);
        var bytes = request.ToByteArray();
        (request.Consistency, request.KnownAt) = (consistency, known);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Returns the request without its day as well, keeping only whether a day is set.</summary>
    static string QueryOnAnyDay<TRequest>(TRequest request) where TRequest : IMessage<TRequest>, IAsOfRequest
    {
        var day = request.AsOf;
        request.AsOf = day.Length > 0 ? "any" : "";
        var query = QueryOf(request);
        request.AsOf = day;
        return query;
    }

    /// <param name="Day">Null for the marker that the query was asked before.</param>
    readonly record struct CacheKey(object Snapshot, string Type, string Query, DateOnly? Day);
}
