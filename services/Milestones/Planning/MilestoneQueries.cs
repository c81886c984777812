namespace KosovoNato.Milestones.Planning;

/// <summary>Which milestones a List or a Watch selects.</summary>
static class MilestoneQueries
{
    /// <summary>What the filter selects; nothing if it selects everything.</summary>
    public static Func<Milestone, bool>? Filter(MilestoneFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var tracks = Filters.Ids(filter.Tracks, violations, "tracks");
        var kinds = Filters.Listed(filter.Kinds, violations, "kinds");
        var statuses = Filters.Listed(filter.Statuses, violations, "statuses");
        var readiness = Filters.Listed(filter.Readiness, violations, "readiness");
        var blockedBy = Filters.Ids([.. filter.BlockedBy.Select(Codes.Canonical)], violations, "blocked_by");
        var dependsOn = Filters.Ids(filter.DependsOn, violations, "depends_on");
        var confidences = Filters.Listed(filter.Confidences, violations, "confidences");
        return milestone =>
            Filters.Has(tracks, milestone.Track)
            && Filters.Has(kinds, milestone.Kind)
            && Filters.Has(statuses, milestone.Status)
            && Filters.Has(readiness, milestone.Outlook?.Readiness ?? Readiness.Unspecified)
            && (blockedBy is null || milestone.Blockers.Any(blocker => blocker.Status == BlockerStatus.Open && blockedBy.Contains(blocker.Ref)))
            && (dependsOn is null || milestone.Dependencies.Any(dependency => dependsOn.Contains(dependency.Milestone)))
            && Filters.Has(confidences, milestone.Evidence.Confidence)
            && (!filter.HasCorrected || filter.Corrected == milestone.Corrections.Count > 0);
    }
}
