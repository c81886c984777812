namespace KosovoNato.Milestones.Transitions;

/// <summary>Records that a milestone was given up.</summary>
static class AbandonMilestone
{
    public static readonly Write<AbandonMilestoneRequest, Milestone> Write = new(Check, Decide);

    static void Check(AbandonMilestoneRequest request, FieldViolations violations) =>
        TransitionRecorder.Check(request.Name, request.On, request.Evidence, needsEvidence: false, violations);

    static Milestone Decide(AbandonMilestoneRequest request, Transaction draft)
    {
        EventDates.Require(draft, (request.On, "on"));
        var milestone = draft.EditForTransition(request.Name, request.Etag, MilestoneStatus.Abandoned);
        return draft.Record(milestone, new Move { To = MilestoneStatus.Abandoned, On = request.On, Evidence = request.Evidence });
    }
}
