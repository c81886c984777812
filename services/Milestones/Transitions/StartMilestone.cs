namespace KosovoNato.Milestones.Transitions;

/// <summary>Records that a milestone is under way. It may be begun while it waits for others: only achieving it needs them.</summary>
static class StartMilestone
{
    public static readonly EditWrite<StartMilestoneRequest, Milestone> Write =
        TransitionRecorder.To<StartMilestoneRequest>(MilestoneStatus.InProgress, needsEvidence: false);
}
