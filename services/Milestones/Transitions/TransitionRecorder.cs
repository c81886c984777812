using System.Globalization;
using Google.Protobuf;
using KosovoNato.Rules.Transitions;

namespace KosovoNato.Milestones.Transitions;

/// <summary>The rules that all transitions of milestones share.</summary>
static class TransitionRecorder
{
    /// <summary>Creates the write for a transition to a status that has no rules of its own.</summary>
    public static EditWrite<TRequest, Milestone> To<TRequest>(MilestoneStatus status, bool needsEvidence)
        where TRequest : class, IMessage<TRequest>, ITransitionRequest, new() =>
        new((request, violations) => Check(request, needsEvidence, violations),
            (request, milestone, draft) =>
            {
                Require(milestone, request, status, draft);
                Record(milestone, Move(request, status));
            },
            MilestonesEventType.MilestoneTransitioned);

    public static void Check(ITransitionRequest request, bool needsEvidence, FieldViolations violations)
    {
        NameChecks.Check("milestones", request.Name, violations);
        StatusTransitions.Check(request, violations, needsEvidence);
    }

    /// <summary>Rejects a transition that is dated in the future, or is not allowed from the present status.</summary>
    public static void Require(Milestone milestone, ITransitionRequest request, MilestoneStatus to, Transaction draft)
    {
        DateChecks.RequireHappened(draft.Today, (request.Date, "date"));
        if (to is MilestoneStatus.Achieved or MilestoneStatus.Regressed && MilestoneTransitions.CriterionDecides(milestone))
        {
            throw ApiException.RuleViolated("CRITERION_DECIDES", milestone.Name,
                $"{milestone.Name} is a standing condition with a criterion, which alone decides that it is {EnumNames.Of(to)}. "
                + "Record the facts that its criterion names.");
        }

        var from = MilestoneTransitions.RecordedStatus(milestone);
        StatusTransitions.RequireAllowed(milestone.Name, from, to, MilestoneTransitions.AllowedFrom(from));
    }

    public static MilestoneTransition Move(ITransitionRequest request, MilestoneStatus to) =>
        new() { ToStatus = to, Date = request.Date, Evidence = request.Evidence };

    /// <summary>
    /// Appends the transition. Rejects a date before that of an earlier transition. The status is derived afterwards, from the transitions
    /// or the criterion.
    /// </summary>
    public static void Record(Milestone milestone, MilestoneTransition move)
    {
        StatusTransitions.RequireAfter(
            milestone.Name,
            [
                .. milestone.Transitions.Select(earlier =>
                    (earlier.Retracted ? "" : earlier.Date, $"{EnumNames.Of(earlier.ToStatus)} on {earlier.Date}, by transition "
                    + $"{earlier.Id}")),
            ],
            move.ToStatus, move.Date, "Give a later date, or retract that transition if it is wrong.");
        // Transitions are never removed, so numbers are never reused.
        move.Id = string.Create(CultureInfo.InvariantCulture, $"t{milestone.Transitions.Count + 1}");
        move.Evidence = move.Evidence is { } evidence ? EvidenceChecks.Normalized(evidence) : null;
        milestone.Transitions.Add(move);
    }
}
