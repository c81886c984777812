using System.Globalization;

namespace KosovoNato.Milestones.Moves;

/// <summary>What all moves of milestones have in common.</summary>
static class MoveRecord
{
    public static void Check(string name, string on, Evidence.V1.Evidence? evidence, bool needsEvidence, Violations violations)
    {
        Names.Check("milestones", name, violations);
        Dates.CheckKnown(on, violations, "on");
        if (needsEvidence || evidence is not null)
        {
            Evidences.Check(evidence, violations);
        }
    }

    /// <summary>A milestone to move; refuses if the move is not possible from where it is.</summary>
    public static Milestone ToMove(this Draft draft, string name, string etag, MilestoneStatus to)
    {
        var milestone = draft.Edit<Milestone>(name, etag);
        if (to is MilestoneStatus.Achieved or MilestoneStatus.Regressed && MilestoneMoves.CriterionDecides(milestone))
        {
            throw Refusal.RuleViolated("CRITERION_DECIDES", name,
                $"{name} is a standing condition with a criterion, which alone decides that it is {Words.Of(to)}. Record the facts that its criterion names.");
        }

        var from = MilestoneMoves.RecordedStage(milestone);
        var allowed = MilestoneMoves.AllowedFrom(from);
        return allowed.Contains(to)
            ? milestone
            : throw Refusal.TransitionNotAllowed(name, Words.Of(from), Words.Of(to), allowed.Select(Words.Of));
    }

    /// <summary>
    /// Adds the move behind those before and puts the milestone; refuses a day before theirs. The stage itself is computed
    /// afterwards, of the moves or the criterion.
    /// </summary>
    public static Milestone Move(this Draft draft, Milestone milestone, Move move, params ReadOnlySpan<MilestonesEvent> further)
    {
        Limits.RequireRoom(milestone.Moves.Count, MilestoneMoves.MostMoves, milestone.Name, "moves");
        RequireOrder(milestone, move);
        // Moves are never removed, so their number never repeats.
        move.Id = string.Create(CultureInfo.InvariantCulture, $"v{milestone.Moves.Count + 1}");
        move.Evidence = move.Evidence is { } evidence ? Evidences.Kept(evidence) : null;
        milestone.Moves.Add(move);
        draft.Put<Milestone, MilestonesEvent>(milestone, [MilestonesEvent.MilestoneTransitioned, .. further]);
        return milestone;
    }

    static void RequireOrder(Milestone milestone, Move move)
    {
        if (DayOf(move) is { } day
            && milestone.Moves.LastOrDefault(earlier => !earlier.Retracted && DayOf(earlier) is { } before && day.IsCertainlyBefore(before)) is { } later)
        {
            throw Refusal.RuleViolated("EARLIER_THAN_MOVE", milestone.Name,
                $"{milestone.Name} cannot become {Words.Of(move.To)} on {day}: it became {Words.Of(later.To)} on {DayOf(later)}, by move {later.Id}. "
                + "Give a later date, or retract that move if it is wrong.");
        }
    }

    static PartialDate? DayOf(Move move) => PartialDate.ParseKnown(move.On);
}
