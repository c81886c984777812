namespace KosovoNato.Milestones.Agreements;

/// <summary>Which agreements a List or a Watch selects.</summary>
static class AgreementQueries
{
    /// <summary>What the filter selects; nothing if it selects everything.</summary>
    public static Func<Agreement, bool>? Filter(AgreementFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var statuses = Filters.Listed(filter.Statuses, violations, "statuses");
        var centres = Filters.Ids(filter.Centres, violations, "centres");
        var states = Filters.Codes(filter.States, violations, "states");
        return agreement =>
            Filters.Has(statuses, agreement.Status)
            && Filters.Has(centres, agreement.Centre)
            && Filters.Has(states, agreement.State);
    }
}
