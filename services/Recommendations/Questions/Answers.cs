using Grpc.Core;
using KosovoNato.Recommendations.Dependents;
using KosovoNato.Recommendations.Explaining;
using KosovoNato.Rules.Explanations;

namespace KosovoNato.Recommendations.Questions;

/// <summary>Answers questions: functions of what is known and of the day, which store nothing and send nothing.</summary>
sealed class Answers(Reader reader, ComputedPages pages, Remembered remembered, TimeProvider time)
{
    // Well under the 4 MB that clients accept by default.
    const int MostBytes = 3 << 20;

    public async Task<ExplainProgressResponse> ExplainAsync(ExplainProgressRequest request, ServerCallContext call)
    {
        var violations = new Violations();
        ExplainProgress.Check(request, violations);
        reader.Check(request, violations);
        violations.ThrowIfAny();
        var known = await reader.SnapshotAsync(request, call);
        var day = Standpoints.DayOf(request.AsOf, time);
        return remembered.OfSpan(known, request, day, () => ExplainProgress.Answer(request, known, day));
    }

    public async Task<FindDependentsResponse> FindAsync(FindDependentsRequest request, ServerCallContext call)
    {
        var violations = new Violations();
        FindDependents.Check(request, violations);
        var page = await pages.BeginAsync(request, violations, call);
        // Today is the day of the first page, also for one that is asked for after midnight.
        var (day, after) = page.After.Length == 0 ? (Standpoints.DayOf(request.AsOf, time), "") : Standpoints.Read(page.After);
        return remembered.Of(page.State, request, day, () => Find(request, page, day, after));
    }

    FindDependentsResponse Find(FindDependentsRequest request, ComputedPage page, DateOnly day, string after)
    {
        var found = new FindDependents(request.Name, World.Of(page.State, day, request.DateReading, request.Assumptions));
        var answer = new FindDependentsResponse { AsOf = Standpoints.TextOf(day), Revision = Reader.RevisionOf(page.State) };
        answer.Followed.AddRange(new Origins(page.State).Followed);
        var bytes = 0;
        foreach (var (name, way) in found.All.Where(one => string.CompareOrdinal(one.Name, after) > 0))
        {
            if (answer.Dependents.Count == page.Size || bytes > MostBytes)
            {
                answer.NextPageToken = pages.Next(page, Standpoints.Write(day, Names.Recommendation(answer.Dependents[^1].Recommendation)));
                break;
            }

            answer.Dependents.Add(found.Of(name, way));
            bytes += answer.Dependents[^1].CalculateSize();
        }

        return answer;
    }
}
