namespace KosovoNato.Milestones.Partnerships;

/// <summary>Which partnerships a List or a Watch selects.</summary>
static class PartnershipFilters
{
    /// <summary>Returns the predicate for the filter, or null if the filter selects everything.</summary>
    public static Func<Partnership, bool>? Filter(PartnershipFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var partners = FilterChecks.Codes(filter.Partners, violations, "partners");
        var statuses = FilterChecks.Listed(filter.Statuses, violations, "statuses");
        var activities = FilterChecks.Listed(filter.Activities, violations, "activities");
        return partnership =>
            FilterChecks.Has(partners, partnership.Partner)
            && FilterChecks.Has(statuses, partnership.Status)
            && (activities is null || partnership.Activities.Any(activity => activities.Contains(activity.Type)));
    }
}
