using KosovoNato.Milestones.Planning;

namespace KosovoNato.Milestones.Transitions;

/// <summary>Records that a milestone was decided on; one that was missed needs a new target.</summary>
static class PlanMilestone
{
    public static readonly Write<PlanMilestoneRequest, Milestone> Write = new(Check, Decide);

    static void Check(PlanMilestoneRequest request, FieldViolations violations)
    {
        TransitionRecorder.Check(request.Name, request.On, request.Evidence, needsEvidence: false, violations);
        DateChecks.CheckKnown(request.TargetOn, violations, "target_on");
    }

    static Milestone Decide(PlanMilestoneRequest request, Transaction draft)
    {
        EventDates.Require(draft, (request.On, "on"));
        var milestone = draft.EditForTransition(request.Name, request.Etag, MilestoneStatus.Planned);
        if (request.TargetOn.Length == 0 && MilestoneTransitions.RecordedStatus(milestone) == MilestoneStatus.Missed)
        {
            throw ApiException.RuleViolated("NEEDS_TARGET", milestone.Name,
                $"{milestone.Name} was missed: give in target_on when it is to be reached now.");
        }

        var move = new Move { To = MilestoneStatus.Planned, On = request.On, Evidence = request.Evidence };
        if (request.TargetOn.Length == 0 || request.TargetOn == milestone.TargetOn)
        {
            return draft.Record(milestone, move);
        }

        Targets.Set(milestone, request.TargetOn);
        return draft.Record(milestone, move, MilestonesEvent.TargetChanged);
    }
}
