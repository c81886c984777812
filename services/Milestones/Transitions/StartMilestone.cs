namespace KosovoNato.Milestones.Transitions;

/// <summary>
/// Records that a milestone was started. It may start while it waits for required milestones; only achieving it needs them.
/// </summary>
static class StartMilestone
{
    public static readonly EditWrite<StartMilestoneRequest, Milestone> Write =
        TransitionRecorder.To<StartMilestoneRequest>(MilestoneStatus.InProgress, needsEvidence: false);
}
