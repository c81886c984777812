namespace KosovoNato.Milestones.Moves;

/// <summary>Records that what was reached or begun was undone.</summary>
static class RegressMilestone
{
    public static readonly Write<RegressMilestoneRequest, Milestone> Write = new(Check, Decide);

    static void Check(RegressMilestoneRequest request, Violations violations) =>
        MoveRecord.Check(request.Name, request.On, request.Evidence, needsEvidence: true, violations);

    static Milestone Decide(RegressMilestoneRequest request, Draft draft)
    {
        Happened.Require(draft, (request.On, "on"));
        var milestone = draft.ToMove(request.Name, request.Etag, MilestoneStatus.Regressed);
        return draft.Move(milestone, new Move { To = MilestoneStatus.Regressed, On = request.On, Evidence = request.Evidence });
    }
}
