namespace KosovoNato.Milestones.Agreements;

/// <summary>Which agreements a List or a Watch selects.</summary>
static class AgreementFilters
{
    /// <summary>Returns the predicate for the filter, or null if the filter selects everything.</summary>
    public static Func<Agreement, bool>? Filter(AgreementFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var statuses = FilterChecks.Listed(filter.Statuses, violations, "statuses");
        var centres = FilterChecks.Ids(filter.Centres, violations, "centres");
        var states = FilterChecks.Codes(filter.States, violations, "states");
        return agreement =>
            FilterChecks.Has(statuses, agreement.Status)
            && FilterChecks.Has(centres, agreement.Centre)
            && FilterChecks.Has(states, agreement.State);
    }
}
