namespace KosovoNato.Milestones;

/// <summary>Which stage can follow on which, and what the moves of a milestone say.</summary>
static class MilestoneTransitions
{
    public const int MaxMoves = 100;

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

    /// <summary>The stage that the moves led to. A criterion may say another: see <see cref="CriterionDecides"/>.</summary>
    public static MilestoneStatus RecordedStatus(Milestone milestone) => Last(milestone)?.To ?? MilestoneStatus.Proposed;

    /// <summary>Says whether a criterion, and not a person, decides that the milestone is achieved or has regressed.</summary>
    public static bool CriterionDecides(Milestone milestone) =>
        milestone is { Kind: MilestoneKind.StandingCondition, Criterion: not null };
}
