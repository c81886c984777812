namespace KosovoNato.Milestones.Transitions;

/// <summary>Records that what was reached or begun was undone.</summary>
static class RegressMilestone
{
    public static readonly Write<RegressMilestoneRequest, Milestone> Write = new(Check, Decide);

    static void Check(RegressMilestoneRequest request, FieldViolations violations) =>
        TransitionRecorder.Check(request.Name, request.On, request.Evidence, needsEvidence: true, violations);

    static Milestone Decide(RegressMilestoneRequest request, Transaction draft)
    {
        EventDates.Require(draft, (request.On, "on"));
        var milestone = draft.EditForTransition(request.Name, request.Etag, MilestoneStatus.Regressed);
        return draft.Record(milestone, new Move { To = MilestoneStatus.Regressed, On = request.On, Evidence = request.Evidence });
    }
}
