namespace KosovoNato.Milestones.Transitions;

/// <summary>Records that an achieved or started milestone was undone.</summary>
static class RegressMilestone
{
    public static readonly EditWrite<RegressMilestoneRequest, Milestone> Write =
        TransitionRecorder.To<RegressMilestoneRequest>(MilestoneStatus.Regressed, needsEvidence: true);
}
