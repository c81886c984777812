using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Storage;

namespace KosovoNato.Milestones.Queries;

/// <summary>
/// Answers questions of what is known, with what they suppose, on the day that they are about. The same question of the same
/// knowledge has the same answer, which is remembered.
/// </summary>
sealed class QueryHandler(ReadHandler reader, QueryPager pages, QueryCache remembered, TimeProvider timeProvider)
{
    // Well under the 4 MB that clients accept by default.
    const int MaxBytes = 3 << 20;

    DateOnly Today => DateOnly.FromDateTime(timeProvider.GetUtcNow().UtcDateTime);

    public async Task<TResponse> AnswerAsync<TRequest, TResponse>(TRequest request, ServerCallContext context, Query<TRequest, TResponse> question)
        where TRequest : class, IMessage<TRequest>, IAssumingRequest
        where TResponse : class, IMessage<TResponse>
    {
        var violations = Check(request, question.Check);
        reader.Check(request, violations);
        violations.ThrowIfAny();
        var known = await reader.SnapshotAsync(request, context);
        var day = DateChecks.AsOf(request.AsOf) ?? Today;
        return remembered.GetOrCompute(known, request, day, () => question.Compute(request, MilestoneScenario.Of(known, request, day)));
    }

    public async Task<TResponse> AnswerAsync<TRequest, TResponse>(TRequest request, ServerCallContext context, PagedQuery<TRequest, TResponse> question)
        where TRequest : class, IMessage<TRequest>, IAssumingRequest, IListRequest
        where TResponse : class, IMessage<TResponse>
    {
        var page = await pages.BeginAsync(request, Check(request, question.Check), context);
        // The first page says what day the others are about, too: a list must not change at midnight.
        var (day, after) = page.Cursor.Split(' ') is [var text, var last] ? (DateChecks.AsOf(text)!.Value, last) : (DateChecks.AsOf(request.AsOf) ?? Today, "");
        return remembered.GetOrCompute(page.State, request, day, () => AnswerPage(request, MilestoneScenario.Of(page.State, request, day), page, after, question));
    }

    TResponse AnswerPage<TRequest, TResponse>(TRequest request, MilestoneScenario world, QueryPage page, string after, PagedQuery<TRequest, TResponse> question)
        where TRequest : IAssumingRequest, IListRequest
    {
        List<MilestoneReadiness> shown = [];
        var bytes = 0;
        foreach (var milestone in question.Select(request, world).SkipWhile(milestone => string.CompareOrdinal(milestone.Name, after) <= 0))
        {
            if (shown.Count == page.Size || bytes > MaxBytes)
            {
                return question.Answer(request, world, shown, pages.Next(page, $"{world.AsOf} {MilestoneNames.Milestone(shown[^1].Milestone)}"));
            }

            shown.Add(question.Show(request, world, milestone));
            bytes += shown[^1].CalculateSize();
        }

        return question.Answer(request, world, shown, "");
    }

    static FieldViolations Check<TRequest>(TRequest request, Action<TRequest, FieldViolations> check) where TRequest : IAssumingRequest
    {
        var violations = new FieldViolations();
        check(request, violations);
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
        return violations;
    }
}
