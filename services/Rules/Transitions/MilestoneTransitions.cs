namespace KosovoNato.Rules.Transitions;

/// <summary>Which status of a milestone can follow on which, and what its moves say.</summary>
public static class MilestoneTransitions
{
    public static MilestoneStatus[] AllowedFrom(MilestoneStatus status) => status switch
    {
        MilestoneStatus.Proposed => [MilestoneStatus.Planned, MilestoneStatus.InProgress, MilestoneStatus.Abandoned],
        MilestoneStatus.Planned => [MilestoneStatus.InProgress, MilestoneStatus.Missed, MilestoneStatus.Abandoned],
        MilestoneStatus.InProgress =>
            [MilestoneStatus.Achieved, MilestoneStatus.Missed, MilestoneStatus.Abandoned, MilestoneStatus.Regressed],
        // It is final, but for what was undone afterwards; what had not happened at all is retracted.
        MilestoneStatus.Achieved => [MilestoneStatus.Regressed],
        MilestoneStatus.Missed or MilestoneStatus.Abandoned => [MilestoneStatus.Planned],
        MilestoneStatus.Regressed => [MilestoneStatus.InProgress],
        _ => [],
    };

    /// <summary>The last move that was not retracted; none for a milestone that is as it was proposed.</summary>
    public static Move? Last(Milestone milestone) => milestone.Moves.LastOrDefault(move => !move.Retracted);

    /// <summary>The status that the moves led to, and since when it is achieved. See <see cref="CriterionDecides"/>.</summary>
    public static (MilestoneStatus Status, string AchievedOn) Recorded(Milestone milestone) =>
        Last(milestone) is { } move ? (move.To, move.To == MilestoneStatus.Achieved ? move.On : "") : (MilestoneStatus.Proposed, "");

    /// <inheritdoc cref="Recorded"/>
    public static MilestoneStatus RecordedStatus(Milestone milestone) => Recorded(milestone).Status;

    /// <summary>The milestone with a status; the same object if it has that status.</summary>
    public static Milestone With(Milestone milestone, (MilestoneStatus Status, string AchievedOn) status)
    {
        if ((milestone.Status, milestone.AchievedOn) == status)
        {
            return milestone;
        }

        var then = milestone.Clone();
        (then.Status, then.AchievedOn) = status;
        return then;
    }

    /// <summary>Whether a criterion, and not a person, decides that the milestone is achieved or has regressed.</summary>
    public static bool CriterionDecides(Milestone milestone) =>
        milestone is { Kind: MilestoneKind.StandingCondition, Criterion: not null };
}
