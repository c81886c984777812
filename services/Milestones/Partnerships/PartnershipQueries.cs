namespace KosovoNato.Milestones.Partnerships;

/// <summary>Which partnerships a List or a Watch selects.</summary>
static class PartnershipQueries
{
    /// <summary>What the filter selects; nothing if it selects everything.</summary>
    public static Func<Partnership, bool>? Filter(PartnershipFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var partners = Filters.Codes(filter.Partners, violations, "partners");
        var statuses = Filters.Listed(filter.Statuses, violations, "statuses");
        var activities = Filters.Listed(filter.Activities, violations, "activities");
        return partnership =>
            Filters.Has(partners, partnership.Partner)
            && Filters.Has(statuses, partnership.Status)
            && (activities is null || partnership.Activities.Any(activity => activities.Contains(activity.Type)));
    }
}
