namespace KosovoNato.Milestones.Precedents;

/// <summary>Which precedents a List or a Watch selects.</summary>
static class PrecedentQueries
{
    /// <summary>What the filter selects; nothing if it selects everything.</summary>
    public static Func<Precedent, bool>? Filter(PrecedentFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var outcomes = Filters.Listed(filter.Outcomes, violations, "outcomes");
        return precedent => Filters.Has(outcomes, precedent.Outcome);
    }
}
