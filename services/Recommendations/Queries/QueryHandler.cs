using Grpc.Core;
using KosovoNato.Rules.Explanations;
using KosovoNato.Storage;

namespace KosovoNato.Recommendations.Queries;

/// <summary>Answers questions: functions of what is known and of the day, which store nothing and send nothing.</summary>
sealed class QueryHandler(ReadHandler reader, QueryPager pages, QueryCache remembered, TimeProvider timeProvider)
{
    // Well under the 4 MB that clients accept by default.
    const int MaxBytes = 3 << 20;

    public async Task<ExplainProgressResponse> ExplainAsync(ExplainProgressRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        ExplainProgress.Check(request, violations);
        reader.Check(request, violations);
        violations.ThrowIfAny();
        var known = await reader.SnapshotAsync(request, context);
        var day = QueryDay.DayOf(request.AsOf, timeProvider);
        return remembered.GetOrComputeForInterval(known, request, day, () => ExplainProgress.Answer(request, known, day));
    }

    public async Task<FindDependentsResponse> FindAsync(FindDependentsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        ListDependents.Check(request, violations);
        var page = await pages.BeginAsync(request, violations, context);
        // Today is the day of the first page, also for one that is asked for after midnight.
        var (day, after) = page.Cursor.Length == 0 ? (QueryDay.DayOf(request.AsOf, timeProvider), "") : QueryDay.Read(page.Cursor);
        return remembered.GetOrCompute(page.State, request, day, () => Find(request, page, day, after));
    }

    FindDependentsResponse Find(FindDependentsRequest request, QueryPage page, DateOnly day, string after)
    {
        var found = new ListDependents(request.Name, RecommendationScenario.Of(page.State, day, request.DateReading, request.Assumptions));
        var answer = new FindDependentsResponse { AsOf = QueryDay.TextOf(day), Revision = ReadHandler.RevisionOf(page.State) };
        answer.Followed.AddRange(new Provenance(page.State).Followed);
        var bytes = 0;
        foreach (var (name, way) in found.All.Where(one => string.CompareOrdinal(one.Name, after) > 0))
        {
            if (answer.Dependents.Count == page.Size || bytes > MaxBytes)
            {
                answer.NextPageToken = pages.Next(page, QueryDay.Write(day, RecommendationNames.Recommendation(answer.Dependents[^1].Recommendation)));
                break;
            }

            answer.Dependents.Add(found.Of(name, way));
            bytes += answer.Dependents[^1].CalculateSize();
        }

        return answer;
    }
}
