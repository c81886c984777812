namespace KosovoNato.Milestones.Transitions;

/// <summary>Records that a milestone is under way. It may be begun while it waits for others: only achieving it needs them.</summary>
static class StartMilestone
{
    public static readonly Write<StartMilestoneRequest, Milestone> Write = new(Check, Decide);

    static void Check(StartMilestoneRequest request, FieldViolations violations) =>
        TransitionRecorder.Check(request.Name, request.On, request.Evidence, needsEvidence: false, violations);

    static Milestone Decide(StartMilestoneRequest request, Transaction draft)
    {
        EventDates.Require(draft, (request.On, "on"));
        var milestone = draft.EditForTransition(request.Name, request.Etag, MilestoneStatus.InProgress);
        return draft.Record(milestone, new Move { To = MilestoneStatus.InProgress, On = request.On, Evidence = request.Evidence });
    }
}
