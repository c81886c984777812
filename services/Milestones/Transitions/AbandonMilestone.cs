namespace KosovoNato.Milestones.Transitions;

/// <summary>Records that a milestone was abandoned.</summary>
static class AbandonMilestone
{
    public static readonly EditWrite<AbandonMilestoneRequest, Milestone> Write =
        TransitionRecorder.To<AbandonMilestoneRequest>(MilestoneStatus.Abandoned, needsEvidence: false);
}
