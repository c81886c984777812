namespace KosovoNato.Rules.Criteria;

/// <summary>
/// When a criterion was met, by the dates of the facts it names. Between two of these dates nothing changes, so it is enough to
/// look at each of them.
/// </summary>
static class CriterionHistory
{
    /// <summary>The first day since which it has held without a break; empty if that day is not known.</summary>
    public static string MetSince(Criterion criterion, Facts facts)
    {
        var dates = FactDates.Of(criterion, facts);
        var since = default(DateOnly?);
        foreach (var day in dates.Known.Reverse())
        {
            if (CriterionEvaluator.Find(criterion, facts.On(day)).Truth != Truth.True)
            {
                break;
            }

            since = day;
        }

        return since is { } first && !dates.Estimated.Contains(first) ? PartialDate.Of(first).ToString() : "";
    }

    /// <summary>Whether it was met on an earlier day and is not on that of the facts.</summary>
    public static bool WasMetBefore(Criterion criterion, Facts facts) =>
        CriterionEvaluator.Find(criterion, facts).Truth != Truth.True
        && FactDates.Of(criterion, facts).Known.Reverse().Any(day => CriterionEvaluator.Find(criterion, facts.On(day)).Truth == Truth.True);
}
