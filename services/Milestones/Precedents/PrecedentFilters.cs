namespace KosovoNato.Milestones.Precedents;

/// <summary>Which precedents a List or a Watch selects.</summary>
static class PrecedentFilters
{
    /// <summary>Returns the predicate for the filter, or null if the filter selects everything.</summary>
    public static Func<Precedent, bool>? Filter(PrecedentFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var outcomes = FilterChecks.Listed(filter.Outcomes, violations, "outcomes");
        return precedent => FilterChecks.Has(outcomes, precedent.Outcome);
    }
}
