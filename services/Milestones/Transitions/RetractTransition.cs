using KosovoNato.Rules.Transitions;

namespace KosovoNato.Milestones.Transitions;

/// <summary>Marks the last move as retracted: it had not happened. It stays readable, and the status is that of the move before.</summary>
static class RetractTransition
{
    public static readonly EditWrite<RetractMoveRequest, Milestone> Write =
        new(Check, Change, MilestonesEvent.MilestoneTransitioned, MilestonesEvent.CorrectionMade);

    static void Check(RetractMoveRequest request, FieldViolations violations)
    {
        NameChecks.Check("milestones", request.Name, violations);
        NameChecks.CheckNestedId('v', request.MoveId, violations, "move_id");
    }

    static void Change(RetractMoveRequest request, Milestone milestone, Transaction draft)
    {
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
    }
}
