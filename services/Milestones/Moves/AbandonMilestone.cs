namespace KosovoNato.Milestones.Moves;

/// <summary>Records that a milestone was given up.</summary>
static class AbandonMilestone
{
    public static readonly Write<AbandonMilestoneRequest, Milestone> Write = new(Check, Decide);

    static void Check(AbandonMilestoneRequest request, Violations violations) =>
        MoveRecord.Check(request.Name, request.On, request.Evidence, needsEvidence: false, violations);

    static Milestone Decide(AbandonMilestoneRequest request, Draft draft)
    {
        Happened.Require(draft, (request.On, "on"));
        var milestone = draft.ToMove(request.Name, request.Etag, MilestoneStatus.Abandoned);
        return draft.Move(milestone, new Move { To = MilestoneStatus.Abandoned, On = request.On, Evidence = request.Evidence });
    }
}
