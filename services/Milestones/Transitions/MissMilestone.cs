using KosovoNato.Rules.Criteria;

namespace KosovoNato.Milestones.Transitions;

/// <summary>Records that a milestone was missed: its target has passed, or a negative decision prevents it.</summary>
static class MissMilestone
{
    public static readonly EditWrite<MissMilestoneRequest, Milestone> Write = new(Check, Change, MilestonesEventType.MilestoneTransitioned);

    static void Check(MissMilestoneRequest request, FieldViolations violations) =>
        TransitionRecorder.Check(request, needsEvidence: true, violations);

    static void Change(MissMilestoneRequest request, Milestone milestone, Transaction draft)
    {
        TransitionRecorder.Require(milestone, request, MilestoneStatus.Missed, draft);
        RequireMissed(milestone, draft);
        TransitionRecorder.Record(milestone, TransitionRecorder.Move(request, MilestoneStatus.Missed));
    }

    static void RequireMissed(Milestone milestone, Transaction draft)
    {
        var targetPassed = PartialDate.ParseKnown(milestone.TargetOn) is { } target && target.Last < draft.Today;
        // For a DECISION, the evidence is enough: not every question is recorded.
        if (!targetPassed && milestone.Kind != MilestoneKind.Decision
            && !new ResolvedMilestones(draft.Resources, draft.Today).IsDecidedNegatively(milestone))
        {
            throw ApiException.RuleViolated("NOT_MISSED", milestone.Name,
                $"{milestone.Name} "
                + $"{(milestone.TargetOn.Length == 0 ? "has no target" : $"has the target {milestone.TargetOn}")} and no negative "
                + "decision, "
                + "so it cannot be missed. Record the outcome of its question, set a target, or abandon it.");
        }
    }
}
