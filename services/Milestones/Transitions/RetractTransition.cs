using KosovoNato.Rules.Transitions;

namespace KosovoNato.Milestones.Transitions;

/// <summary>
/// Marks the last transition as retracted because it did not happen. It stays readable, and the status is that of the transition before it.
/// </summary>
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
            ?? throw ApiException.NotFound($"{milestone.Name} transition {request.MoveId}");
        var last = MilestoneTransitions.Last(milestone);
        if (move != last)
        {
            throw ApiException.RuleViolated("NOT_THE_LAST_MOVE", milestone.Name, move.Retracted
                ? $"Transition {move.Id} was already retracted."
                : $"Transition {move.Id} is not the last transition of {milestone.Name}: retract {last!.Id} first.");
        }

        move.Retracted = true;
    }
}
