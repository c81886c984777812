using KosovoNato.Kernel;
using KosovoNato.Milestones.Derivations;

namespace KosovoNato.Milestones.Transitions;

/// <summary>Records that a milestone was missed: its target has passed, or it was decided negatively.</summary>
static class MissMilestone
{
    public static readonly Write<MissMilestoneRequest, Milestone> Write = new(Check, Decide);

    static void Check(MissMilestoneRequest request, FieldViolations violations) =>
        TransitionRecorder.Check(request.Name, request.On, request.Evidence, needsEvidence: true, violations);

    static Milestone Decide(MissMilestoneRequest request, Transaction draft)
    {
        EventDates.Require(draft, (request.On, "on"));
        var milestone = draft.EditForTransition(request.Name, request.Etag, MilestoneStatus.Missed);
        RequireMissed(milestone, draft);
        return draft.Record(milestone, new Move { To = MilestoneStatus.Missed, On = request.On, Evidence = request.Evidence });
    }

    static void RequireMissed(Milestone milestone, Transaction draft)
    {
        var targetPassed = PartialDate.ParseKnown(milestone.TargetOn) is { } target && target.Last < draft.Today;
        // Of a decision the evidence may say it; the questions that we know of are not all that were ever put.
        if (!targetPassed && milestone.Kind != MilestoneKind.Decision && !new ResolvedMilestones(draft.Resources, draft.Today).IsDecidedNegatively(milestone))
        {
            throw ApiException.RuleViolated("NOT_MISSED", milestone.Name,
                $"{milestone.Name} {(milestone.TargetOn.Length == 0 ? "has no target" : $"has until {milestone.TargetOn}")} and was not decided negatively, "
                + "so it cannot be missed. Record the outcome of its question, give it a target, or abandon it.");
        }
    }
}
