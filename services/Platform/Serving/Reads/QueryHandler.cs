using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>
/// Handles queries on a snapshot, with the assumptions of the request, as of a day. Responses to the same query about the same snapshot are
/// cached.
/// </summary>
/// <param name="scenarioOf">Creates the scenario of a request: a snapshot with the assumptions of the request, as of a day.</param>
public sealed class QueryHandler<TScenario>(
    ReadHandler reader, QueryPager pages, QueryCache cache, TimeProvider timeProvider,
    Func<Snapshot, IAssumptionRequest, DateOnly, TScenario> scenarioOf)
{
    // Well below the 4 MB that clients accept by default.
    const int MaxBytes = 3 << 20;

    public async Task<TResponse> AnswerAsync<TRequest, TResponse>(
        TRequest request, ServerCallContext context, Query<TRequest, TScenario, TResponse> query)
        where TRequest : class, IMessage<TRequest>, IAssumptionRequest
        where TResponse : class, IMessage<TResponse>
    {
        var (snapshot, day) = await BeginAsync(request, context, query.Check);
        return cache.GetOrCompute(snapshot, request, day, () => query.Compute(request, scenarioOf(snapshot, request, day)));
    }

    /// <summary>
    /// Answers a query whose response depends on the day only by comparing it with recorded dates; see <see cref="QueryCache"/>.
    /// </summary>
    public async Task<TResponse> AnswerForIntervalAsync<TRequest, TResponse>(
        TRequest request, ServerCallContext context, Query<TRequest, TScenario, TResponse> query)
        where TRequest : class, IMessage<TRequest>, IAssumptionRequest
        where TResponse : class, IMessage<TResponse>, IAsOfResponse
    {
        var (snapshot, day) = await BeginAsync(request, context, query.Check);
        return cache.GetOrComputeForInterval(snapshot, request, day, () => query.Compute(request, scenarioOf(snapshot, request, day)));
    }

    public async Task<TResponse> AnswerAsync<TRequest, TEntry, TResponse>(
        TRequest request, ServerCallContext context, PagedQuery<TRequest, TScenario, TEntry, TResponse> query)
        where TRequest : class, IMessage<TRequest>, IAssumptionRequest, IListRequest
        where TEntry : IMessage
        where TResponse : class, IMessage<TResponse>
    {
        var violations = new FieldViolations();
        query.Check(request, violations);
        var page = await pages.BeginAsync(request, violations, context);
        // The first page sets the day of all pages, because a list must not change at midnight.
        var (day, after) = page.Cursor.Split(' ') is [var text, var last] ? (DayOf(text), last) : (DayOf(request.AsOf), "");
        return cache.GetOrCompute(
            page.State, request, day, () => Page(request, scenarioOf(page.State, request, day), day, page, after, query));
    }

    TResponse Page<TRequest, TEntry, TResponse>(
        TRequest request, TScenario scenario, DateOnly day, QueryPage page, string after,
        PagedQuery<TRequest, TScenario, TEntry, TResponse> query)
        where TRequest : IAssumptionRequest, IListRequest
        where TEntry : IMessage
    {
        List<TEntry> shown = [];
        var (bytes, previous) = (0, "");
        foreach (var entry in query.Select(request, scenario).SkipWhile(entry => string.CompareOrdinal(entry.Name, after) <= 0))
        {
            if (shown.Count == page.Size || bytes > MaxBytes)
            {
                return query.Answer(request, scenario, shown, pages.Next(page, $"{PartialDate.Of(day)} {previous}"));
            }

            shown.Add(entry.Show());
            (bytes, previous) = (bytes + shown[^1].CalculateSize(), entry.Name);
        }

        return query.Answer(request, scenario, shown, "");
    }

    async Task<(Snapshot Snapshot, DateOnly Day)> BeginAsync<TRequest>(
        TRequest request, ServerCallContext context, Action<TRequest, FieldViolations> check)
        where TRequest : IAssumptionRequest
    {
        var violations = new FieldViolations();
        check(request, violations);
        reader.Check(request, violations);
        violations.ThrowIfAny();
        return (await reader.SnapshotAsync(request, context), DayOf(request.AsOf));
    }

    /// <summary>Returns the requested day, already checked, or today if none is set.</summary>
    DateOnly DayOf(string asOf) => AsOfDay.Parse(asOf) ?? timeProvider.Today;
}
