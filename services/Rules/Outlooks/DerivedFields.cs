namespace KosovoNato.Rules.Outlooks;

/// <summary>All derived fields of a milestone. They are shared and must not be changed.</summary>
/// <param name="Blockers">The status of each blocker and when it was resolved.</param>
public sealed record DerivedFields(
    MilestoneStatus Status, string AchievedOn, MilestoneOutlook Outlook,
    IReadOnlyList<(BlockerStatus Status, string ResolvedOn)> Blockers);
