namespace KosovoNato.Milestones.Derivations;

/// <summary>The domain events that follow from a change in the derived fields of a milestone.</summary>
static class OutlookEvents
{
    public static IEnumerable<MilestonesEvent> Between(Milestone before, Milestone after)
    {
        if (before.Status != after.Status)
        {
            yield return MilestonesEvent.MilestoneTransitioned;
        }

        // A milestone that was just proposed had no outlook that could have changed.
        if (before.Outlook is { } earlier)
        {
            if (earlier.Readiness != after.Outlook.Readiness)
            {
                yield return MilestonesEvent.ReadinessChanged;
            }

            if (!Equals(earlier.Criterion, after.Outlook.Criterion))
            {
                yield return MilestonesEvent.CriterionChanged;
            }
        }

        for (var i = 0; i < before.Blockers.Count; i++)
        {
            if (before.Blockers[i].Status != after.Blockers[i].Status)
            {
                yield return after.Blockers[i].Status == BlockerStatus.Resolved
                    ? MilestonesEvent.BlockerResolved
                    : MilestonesEvent.BlockerOpened;
            }
        }
    }
}
