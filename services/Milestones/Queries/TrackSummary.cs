namespace KosovoNato.Milestones.Queries;

/// <summary>Summarizes the progress of a track.</summary>
static class TrackSummary
{
    public static TrackProgress Of(string track, MilestoneScenario world)
    {
        var progress = new TrackProgress { Track = track };
        foreach (var milestone in world.OnTrack(track))
        {
            var isAchieved = milestone.Status == MilestoneStatus.Achieved ? 1 : 0;
            if (milestone.Kind == MilestoneKind.StandingCondition)
            {
                progress.StandingConditions++;
                progress.StandingConditionsMet += isAchieved;
            }
            else
            {
                progress.Total++;
                progress.Achieved += isAchieved;
            }

            progress.Ready += milestone.Outlook.Readiness == Readiness.Ready ? 1 : 0;
            progress.Waiting += milestone.Outlook.Readiness == Readiness.Waiting ? 1 : 0;
            progress.Blocked += milestone.Outlook.Readiness == Readiness.Blocked ? 1 : 0;
            progress.Overdue += world.Derived.IsOverdue(milestone) ? 1 : 0;
        }

        return progress;
    }
}
