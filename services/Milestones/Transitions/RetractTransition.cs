namespace KosovoNato.Milestones.Transitions;

/// <summary>Marks the last move as retracted: it had not happened. It stays readable, and the stage is that of the move before.</summary>
static class RetractTransition
{
    public static readonly Write<RetractMoveRequest, Milestone> Write = new(Check, Decide);

    static void Check(RetractMoveRequest request, FieldViolations violations)
    {
        MilestoneNames.Check("milestones", request.Name, violations);
        MilestoneNames.CheckNestedId('v', request.MoveId, violations, "move_id");
    }

    static Milestone Decide(RetractMoveRequest request, Transaction draft)
    {
        var milestone = draft.Edit<Milestone>(request.Name, request.Etag);
        var move = milestone.Moves.FirstOrDefault(move => move.Id == request.MoveId)
            ?? throw ApiException.NotFound($"{milestone.Name} move {request.MoveId}");
        var last = MilestoneTransitions.Last(milestone);
        if (move != last)
        {
            throw ApiException.RuleViolated("NOT_THE_LAST_MOVE", milestone.Name, move.Retracted
                ? $"Move {move.Id} was retracted already."
                : $"Move {move.Id} is not the last one of {milestone.Name}: retract {last!.Id} first.");
        }

        move.Retracted = true;
        draft.Put(milestone, MilestonesEvent.MilestoneTransitioned, MilestonesEvent.CorrectionMade);
        return milestone;
    }
}
