using Google.Protobuf;
using Grpc.Core;

namespace KosovoNato.Milestones.Questions;

/// <summary>
/// Answers questions of what is known, with what they suppose, on the day that they are about. The same question of the same
/// knowledge has the same answer, which is remembered.
/// </summary>
sealed class Answerer(Reader reader, ComputedPages pages, Remembered remembered, TimeProvider time)
{
    // Well under the 4 MB that clients accept by default.
    const int MostBytes = 3 << 20;

    DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    public async Task<TResponse> AnswerAsync<TRequest, TResponse>(TRequest request, ServerCallContext call, Question<TRequest, TResponse> question)
        where TRequest : class, IMessage<TRequest>, IAssumingRequest
        where TResponse : class, IMessage<TResponse>
    {
        var violations = Check(request, question.Check);
        reader.Check(request, violations);
        violations.ThrowIfAny();
        var known = await reader.SnapshotAsync(request, call);
        var day = Dates.AsOf(request.AsOf) ?? Today;
        return remembered.Of(known, request, day, () => question.Answer(request, World.Of(known, request, day)));
    }

    public async Task<TResponse> AnswerAsync<TRequest, TResponse>(TRequest request, ServerCallContext call, PagedQuestion<TRequest, TResponse> question)
        where TRequest : class, IMessage<TRequest>, IAssumingRequest, IListRequest
        where TResponse : class, IMessage<TResponse>
    {
        var page = await pages.BeginAsync(request, Check(request, question.Check), call);
        // The first page says what day the others are about, too: a list must not change at midnight.
        var (day, after) = page.After.Split(' ') is [var text, var last] ? (Dates.AsOf(text)!.Value, last) : (Dates.AsOf(request.AsOf) ?? Today, "");
        return remembered.Of(page.State, request, day, () => AnswerPage(request, World.Of(page.State, request, day), page, after, question));
    }

    TResponse AnswerPage<TRequest, TResponse>(TRequest request, World world, ComputedPage page, string after, PagedQuestion<TRequest, TResponse> question)
        where TRequest : IAssumingRequest, IListRequest
    {
        List<MilestoneReadiness> shown = [];
        var bytes = 0;
        foreach (var milestone in question.Select(request, world).SkipWhile(milestone => string.CompareOrdinal(milestone.Name, after) <= 0))
        {
            if (shown.Count == page.Size || bytes > MostBytes)
            {
                return question.Answer(request, world, shown, pages.Next(page, $"{world.AsOf} {Names.Milestone(shown[^1].Milestone)}"));
            }

            shown.Add(question.Show(request, world, milestone));
            bytes += shown[^1].CalculateSize();
        }

        return question.Answer(request, world, shown, "");
    }

    static Violations Check<TRequest>(TRequest request, Action<TRequest, Violations> check) where TRequest : IAssumingRequest
    {
        var violations = new Violations();
        check(request, violations);
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
        return violations;
    }
}
