using KosovoNato.Milestones.Planning;
using KosovoNato.Rules.Transitions;

namespace KosovoNato.Milestones.Transitions;

/// <summary>Records that a milestone was planned. A missed milestone needs a new target.</summary>
static class PlanMilestone
{
    public static readonly WriteOperation<PlanMilestoneRequest, Milestone> Write = new(Check, Decide);

    static void Check(PlanMilestoneRequest request, FieldViolations violations)
    {
        TransitionRecorder.Check(request, needsEvidence: false, violations);
        DateChecks.CheckKnown(request.TargetOn, violations, "target_on");
    }

    static Milestone Decide(PlanMilestoneRequest request, Transaction draft)
    {
        var milestone = draft.Edit<Milestone>(request.Name, request.Etag);
        TransitionRecorder.Require(milestone, request, MilestoneStatus.Planned, draft);
        if (request.TargetOn.Length == 0 && MilestoneTransitions.RecordedStatus(milestone) == MilestoneStatus.Missed)
        {
            throw ApiException.RuleViolated("NEEDS_TARGET", milestone.Name,
                $"{milestone.Name} was missed. Set `target_on` to a new target date.");
        }

        TransitionRecorder.Record(milestone, TransitionRecorder.Move(request, MilestoneStatus.Planned));
        if (request.TargetOn.Length == 0 || request.TargetOn == milestone.TargetOn)
        {
            return draft.Put(milestone, MilestonesEventType.MilestoneTransitioned);
        }

        Targets.Set(milestone, request.TargetOn);
        return draft.Put(milestone, MilestonesEventType.MilestoneTransitioned, MilestonesEventType.TargetChanged);
    }
}
