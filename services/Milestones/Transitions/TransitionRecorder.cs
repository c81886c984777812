using System.Globalization;
using KosovoNato.Kernel;

namespace KosovoNato.Milestones.Transitions;

/// <summary>What all moves of milestones have in common.</summary>
static class TransitionRecorder
{
    public static void Check(string name, string on, Evidence.V1.Evidence? evidence, bool needsEvidence, FieldViolations violations)
    {
        MilestoneNames.Check("milestones", name, violations);
        DateChecks.CheckKnown(on, violations, "on");
        if (needsEvidence || evidence is not null)
        {
            EvidenceChecks.Check(evidence, violations);
        }
    }

    /// <summary>A milestone to move; refuses if the move is not possible from where it is.</summary>
    public static Milestone EditForTransition(this Transaction draft, string name, string etag, MilestoneStatus to)
    {
        var milestone = draft.Edit<Milestone>(name, etag);
        if (to is MilestoneStatus.Achieved or MilestoneStatus.Regressed && MilestoneTransitions.CriterionDecides(milestone))
        {
            throw ApiException.RuleViolated("CRITERION_DECIDES", name,
                $"{name} is a standing condition with a criterion, which alone decides that it is {EnumNames.Of(to)}. Record the facts that its criterion names.");
        }

        var from = MilestoneTransitions.RecordedStatus(milestone);
        var allowed = MilestoneTransitions.AllowedFrom(from);
        return allowed.Contains(to)
            ? milestone
            : throw ApiException.TransitionNotAllowed(name, EnumNames.Of(from), EnumNames.Of(to), allowed.Select(EnumNames.Of));
    }

    /// <summary>
    /// Adds the move behind those before and puts the milestone; refuses a day before theirs. The stage itself is computed
    /// afterwards, of the moves or the criterion.
    /// </summary>
    public static Milestone Record(this Transaction draft, Milestone milestone, Move move, params ReadOnlySpan<MilestonesEvent> further)
    {
        CollectionLimits.RequireCapacity(milestone.Moves.Count, MilestoneTransitions.MaxMoves, milestone.Name, "moves");
        RequireOrder(milestone, move);
        // Moves are never removed, so their number never repeats.
        move.Id = string.Create(CultureInfo.InvariantCulture, $"v{milestone.Moves.Count + 1}");
        move.Evidence = move.Evidence is { } evidence ? EvidenceChecks.Normalized(evidence) : null;
        milestone.Moves.Add(move);
        draft.Put<Milestone, MilestonesEvent>(milestone, [MilestonesEvent.MilestoneTransitioned, .. further]);
        return milestone;
    }

    static void RequireOrder(Milestone milestone, Move move)
    {
        if (DayOf(move) is { } day
            && milestone.Moves.LastOrDefault(earlier => !earlier.Retracted && DayOf(earlier) is { } before && day.IsCertainlyBefore(before)) is { } later)
        {
            throw ApiException.RuleViolated("EARLIER_THAN_MOVE", milestone.Name,
                $"{milestone.Name} cannot become {EnumNames.Of(move.To)} on {day}: it became {EnumNames.Of(later.To)} on {DayOf(later)}, by move {later.Id}. "
                + "Give a later date, or retract that move if it is wrong.");
        }
    }

    static PartialDate? DayOf(Move move) => PartialDate.ParseKnown(move.On);
}
