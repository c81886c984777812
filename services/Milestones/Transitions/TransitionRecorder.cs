using System.Globalization;
using Google.Protobuf;
using KosovoNato.Rules.Transitions;

namespace KosovoNato.Milestones.Transitions;

/// <summary>What all moves of milestones have in common.</summary>
static class TransitionRecorder
{
    /// <summary>The write that moves a milestone to a status and has no rules of its own.</summary>
    public static EditWrite<TRequest, Milestone> To<TRequest>(MilestoneStatus status, bool needsEvidence)
        where TRequest : class, IMessage<TRequest>, ITransitionRequest, new() =>
        new((request, violations) => Check(request, needsEvidence, violations),
            (request, milestone, draft) =>
            {
                Require(milestone, request, status, draft);
                Record(milestone, Move(request, status));
            },
            MilestonesEvent.MilestoneTransitioned);

    public static void Check(ITransitionRequest request, bool needsEvidence, FieldViolations violations)
    {
        NameChecks.Check("milestones", request.Name, violations);
        StatusTransitions.Check(request, violations, needsEvidence);
    }

    /// <summary>Refuses a move that is dated in the future, or that is not possible from where the milestone is.</summary>
    public static void Require(Milestone milestone, ITransitionRequest request, MilestoneStatus to, Transaction draft)
    {
        DateChecks.RequireHappened(draft.Today, (request.On, "on"));
        if (to is MilestoneStatus.Achieved or MilestoneStatus.Regressed && MilestoneTransitions.CriterionDecides(milestone))
        {
            throw ApiException.RuleViolated("CRITERION_DECIDES", milestone.Name,
                $"{milestone.Name} is a standing condition with a criterion, which alone decides that it is {EnumNames.Of(to)}. "
                + "Record the facts that its criterion names.");
        }

        var from = MilestoneTransitions.RecordedStatus(milestone);
        StatusTransitions.RequireAllowed(milestone.Name, from, to, MilestoneTransitions.AllowedFrom(from));
    }

    public static Move Move(ITransitionRequest request, MilestoneStatus to) =>
        new() { To = to, On = request.On, Evidence = request.Evidence };

    /// <summary>
    /// Adds the move behind those before; refuses a day before theirs. The status itself is derived afterwards, from the moves or
    /// the criterion.
    /// </summary>
    public static void Record(Milestone milestone, Move move)
    {
        StatusTransitions.RequireAfter(
            milestone.Name,
            [
                .. milestone.Moves.Select(earlier =>
                    (earlier.Retracted ? "" : earlier.On, $"{EnumNames.Of(earlier.To)} on {earlier.On}, by move {earlier.Id}")),
            ],
            move.To, move.On, "Give a later date, or retract that move if it is wrong.");
        // Moves are never removed, so their number never repeats.
        move.Id = string.Create(CultureInfo.InvariantCulture, $"v{milestone.Moves.Count + 1}");
        move.Evidence = move.Evidence is { } evidence ? EvidenceChecks.Normalized(evidence) : null;
        milestone.Moves.Add(move);
    }
}
