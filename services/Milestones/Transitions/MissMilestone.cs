using KosovoNato.Milestones.Derivations;

namespace KosovoNato.Milestones.Transitions;

/// <summary>Records that a milestone was missed: its target has passed, or it was decided negatively.</summary>
static class MissMilestone
{
    public static readonly EditWrite<MissMilestoneRequest, Milestone> Write = new(Check, Change, MilestonesEvent.MilestoneTransitioned);

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
        // Of a decision the evidence may say it; the questions that we know of are not all that were ever put.
        if (!targetPassed && milestone.Kind != MilestoneKind.Decision
            && !new ResolvedMilestones(draft.Resources, draft.Today).IsDecidedNegatively(milestone))
        {
            throw ApiException.RuleViolated("NOT_MISSED", milestone.Name,
                $"{milestone.Name} "
                + $"{(milestone.TargetOn.Length == 0 ? "has no target" : $"has until {milestone.TargetOn}")} and was not decided "
                + "negatively, "
                + "so it cannot be missed. Record the outcome of its question, give it a target, or abandon it.");
        }
    }
}
