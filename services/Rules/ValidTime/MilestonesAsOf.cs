using KosovoNato.Rules.Transitions;

namespace KosovoNato.Rules.ValidTime;

/// <summary>A milestone as of a day, as far as callers recorded it.</summary>
static class MilestonesAsOf
{
    /// <summary>
    /// The milestone with the transitions and blockers up to the day, and the status that follows from the transitions. A status that a
    /// criterion decides, and the outlook, are unchanged: the service derives them.
    /// </summary>
    public static Milestone Of(Milestone milestone, AsOfDate moment)
    {
        var days = moment.DaysOf([.. milestone.Transitions.Select(move => new DatedEvent(move.Date, move.AttestedOn, !move.Retracted))]);
        var hasMoved = days.All(day => day <= moment.Day);
        if (hasMoved && milestone.Blockers.All(blocker => moment.Includes(blocker.OpenedOn) && !IsToBeResolved(blocker, moment)))
        {
            return milestone;
        }

        var then = milestone.Clone();
        AsOfDate.Keep(then.Transitions, i => days[i] <= moment.Day);
        AsOfDate.Keep(then.Blockers, i => moment.Includes(then.Blockers[i].OpenedOn));
        foreach (var blocker in then.Blockers.Where(blocker => IsToBeResolved(blocker, moment)))
        {
            (blocker.Status, blocker.ResolvedOn, blocker.ResolutionEvidence) = (BlockerStatus.Open, "", null);
        }

        if (!hasMoved && !MilestoneTransitions.CriterionDecides(milestone))
        {
            (then.Status, then.AchievedOn) = MilestoneTransitions.Recorded(then);
        }

        return then;
    }

    /// <summary>
    /// The status that the transitions up to a day led to, and the date of the achievement. A transition can be dated tomorrow, because it
    /// is already tomorrow in other time zones.
    /// </summary>
    public static (MilestoneStatus Status, string AchievedOn) RecordedStatus(Milestone milestone, DateOnly day) =>
        MilestoneTransitions.Recorded(Of(milestone, new(day, PartialDateMode.Possible)));

    static bool IsToBeResolved(Blocker blocker, AsOfDate moment) =>
        blocker is { ResolutionCriterion: null, ResolutionEvidence: not null } && !moment.Includes(blocker.ResolvedOn);
}
