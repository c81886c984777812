namespace KosovoNato.Milestones.Derivations;

/// <summary>The domain events that follow from a change in the derived fields of a milestone.</summary>
static class OutlookEvents
{
    public static IEnumerable<MilestonesEventType> Between(Milestone before, Milestone after)
    {
        if (before.Status != after.Status)
        {
            yield return MilestonesEventType.MilestoneTransitioned;
        }

        // A milestone that was just proposed had no outlook that could have changed.
        if (before.Outlook is { } earlier)
        {
            if (earlier.Readiness != after.Outlook.Readiness)
            {
                yield return MilestonesEventType.ReadinessChanged;
            }

            if (!Equals(earlier.Criterion, after.Outlook.Criterion))
            {
                yield return MilestonesEventType.CriterionChanged;
            }
        }

        for (var i = 0; i < before.Blockers.Count; i++)
        {
            if (before.Blockers[i].Status != after.Blockers[i].Status)
            {
                yield return after.Blockers[i].Status == BlockerStatus.Resolved
                    ? MilestonesEventType.BlockerResolved
                    : MilestonesEventType.BlockerOpened;
            }
        }
    }
}
