using KosovoNato.Rules.Timelines;

namespace KosovoNato.Rules.Criteria;

/// <summary>
/// When a criterion was met, by the dates of the facts that it names. Each evaluation also shows since when its result has been the same,
/// so the next day to evaluate is the day before that.
/// </summary>
static class CriterionHistory
{
    // Far more than the history of any organization has. Beyond this limit, the result is unknown.
    const int MaxSpans = 1_000;

    /// <summary>The first day since which the criterion has been met without a break; empty if that day is unknown.</summary>
    public static string MetSince(Criterion criterion, FactBase facts)
    {
        ChangePoint? since = null;
        foreach (var span in Back(criterion, facts))
        {
            if (span.Truth != Truth.True)
            {
                return span.Truth == Truth.False && since is { IsKnown: true } first ? PartialDate.Of(first.Day).ToString() : "";
            }

            since = span.Since;
        }

        return "";
    }

    /// <summary>Whether the criterion was met on an earlier day and is not met on the day of the facts.</summary>
    public static bool WasMetBefore(Criterion criterion, FactBase facts)
    {
        var isFirst = true;
        foreach (var span in Back(criterion, facts))
        {
            if (span.Truth == Truth.True)
            {
                return !isFirst;
            }

            isFirst = false;
        }

        return false;
    }

    /// <summary>Whether the criterion was met, over time up to the day of the facts. It is not met where that is UNKNOWN.</summary>
    public static Timeline<bool?> Over(Criterion criterion, FactBase facts)
    {
        var spans = Back(criterion, facts).ToList();
        return Timeline<bool?>.Of(
            spans.Select(span => span.Since).OfType<ChangePoint>(),
            day => spans.Find(span => span.Since is null || span.Since.Value.Day <= day).Truth == Truth.True);
    }

    /// <summary>The spans of days on which the criterion has one truth value, newest first.</summary>
    static IEnumerable<(Truth Truth, ChangePoint? Since)> Back(Criterion criterion, FactBase facts)
    {
        var day = facts.Day;
        for (var spans = 0; spans < MaxSpans; spans++)
        {
            var then = facts.On(day);
            var truth = CriterionEvaluator.Find(criterion, then).Truth;
            yield return (truth, then.UnchangedSince);
            if (then.UnchangedSince is not { } since)
            {
                yield break;
            }

            day = since.Day.AddDays(-1);
        }
    }
}
