namespace KosovoNato.Rules.Transitions;

/// <summary>The status transitions that are allowed for a milestone, and the status that its recorded transitions lead to.</summary>
public static class MilestoneTransitions
{
    public static MilestoneStatus[] AllowedFrom(MilestoneStatus status) => status switch
    {
        MilestoneStatus.Proposed => [MilestoneStatus.Planned, MilestoneStatus.InProgress, MilestoneStatus.Abandoned],
        MilestoneStatus.Planned => [MilestoneStatus.InProgress, MilestoneStatus.Missed, MilestoneStatus.Abandoned],
        MilestoneStatus.InProgress =>
            [MilestoneStatus.Achieved, MilestoneStatus.Missed, MilestoneStatus.Abandoned, MilestoneStatus.Regressed],
        // Final, unless the achievement was undone later. A transition that never happened is retracted instead.
        MilestoneStatus.Achieved => [MilestoneStatus.Regressed],
        MilestoneStatus.Missed or MilestoneStatus.Abandoned => [MilestoneStatus.Planned],
        MilestoneStatus.Regressed => [MilestoneStatus.InProgress],
        _ => [],
    };

    /// <summary>The last transition that was not retracted; null if the milestone is still as it was proposed.</summary>
    public static MilestoneTransition? Last(Milestone milestone) => milestone.Transitions.LastOrDefault(move => !move.Retracted);

    /// <summary>
    /// The status that all transitions led to, and the date of the achievement. Not for a milestone whose status follows from a criterion:
    /// see <see cref="CriterionDecides"/>.
    /// </summary>
    public static (MilestoneStatus Status, string AchievedOn) Recorded(Milestone milestone) =>
        Last(milestone) is { } move
            ? (move.ToStatus, move.ToStatus == MilestoneStatus.Achieved ? move.Date : "")
            : (MilestoneStatus.Proposed, "");

    /// <summary>The status that all transitions led to.</summary>
    public static MilestoneStatus RecordedStatus(Milestone milestone) => Recorded(milestone).Status;

    /// <summary>The milestone with a status; the same object if it has the status already.</summary>
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

    /// <summary>Whether a criterion, not a person, decides whether the milestone is achieved or has regressed.</summary>
    public static bool CriterionDecides(Milestone milestone) =>
        milestone is { Kind: MilestoneKind.StandingCondition, Criterion: not null };
}
