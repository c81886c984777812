namespace KosovoNato.Milestones.Planning;

/// <summary>Which milestones a List or a Watch selects.</summary>
static class MilestoneFilters
{
    /// <summary>Returns the predicate for the filter, or null if the filter selects everything.</summary>
    public static Func<Milestone, bool>? Filter(MilestoneFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var tracks = FilterChecks.Ids(filter.Tracks, violations, "tracks");
        var kinds = FilterChecks.Listed(filter.Kinds, violations, "kinds");
        var statuses = FilterChecks.Listed(filter.Statuses, violations, "statuses");
        var readiness = FilterChecks.Listed(filter.Readiness, violations, "readiness");
        var blockedBy = FilterChecks.Ids([.. filter.BlockedBy.Select(StateCodes.Canonical)], violations, "blocked_by");
        var dependsOn = FilterChecks.Ids(filter.DependsOn, violations, "depends_on");
        var confidences = FilterChecks.Listed(filter.Confidences, violations, "confidences");
        return milestone =>
            FilterChecks.Has(tracks, milestone.Track)
            && FilterChecks.Has(kinds, milestone.Kind)
            && FilterChecks.Has(statuses, milestone.Status)
            && FilterChecks.Has(readiness, milestone.Outlook?.Readiness ?? Readiness.Unspecified)
            && (blockedBy is null || milestone.Blockers.Any(blocker => blocker.Status == BlockerStatus.Open && blockedBy.Contains(blocker.Ref)))
            && (dependsOn is null || milestone.Dependencies.Any(dependency => dependsOn.Contains(dependency.Milestone)))
            && FilterChecks.Has(confidences, milestone.Evidence.Confidence)
            && (!filter.HasCorrected || filter.Corrected == milestone.Corrections.Count > 0);
    }
}
