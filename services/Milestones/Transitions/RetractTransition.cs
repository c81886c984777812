using KosovoNato.Rules.Transitions;

namespace KosovoNato.Milestones.Transitions;

/// <summary>
/// Marks the last transition as retracted because it did not happen. It stays readable, and the status is that of the transition before it.
/// </summary>
static class RetractTransition
{
    public static readonly EditWrite<RetractTransitionRequest, Milestone> Write =
        new(Check, Change, MilestonesEventType.MilestoneTransitioned, MilestonesEventType.CorrectionMade);

    static void Check(RetractTransitionRequest request, FieldViolations violations)
    {
        NameChecks.Check("milestones", request.Name, violations);
        NameChecks.CheckNestedId('t', request.TransitionId, violations, "transition_id");
    }

    static void Change(RetractTransitionRequest request, Milestone milestone, Transaction draft)
    {
        var move = milestone.Transitions.FirstOrDefault(move => move.Id == request.TransitionId)
            ?? throw ApiException.NotFound($"{milestone.Name} transition {request.TransitionId}");
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
