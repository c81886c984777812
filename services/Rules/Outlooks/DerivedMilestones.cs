using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Search;

namespace KosovoNato.Rules.Outlooks;

/// <summary>All milestones with their derived fields, by the facts of a day. Derived fields are cached. Not thread-safe.</summary>
public sealed class DerivedMilestones
{
    readonly IResourceView resources;
    readonly DateOnly day;
    readonly ResolvedMilestones staged;
    readonly Dictionary<string, Milestone?> derived = new(StringComparer.Ordinal);
    IReadOnlyList<Milestone>? all;

    /// <param name="resources">The recorded and assumed resources as of the day. Their derived fields are ignored.</param>
    public DerivedMilestones(IResourceView resources, DateOnly day) =>
        (this.resources, this.day, staged) = (resources, day, new ResolvedMilestones(resources, day));

    /// <summary>The facts on the day, with each milestone in its resolved status.</summary>
    public FactBase Facts => staged.Facts;

    /// <summary>All milestones, ordered by name.</summary>
    public IReadOnlyList<Milestone> All => all ??= [.. staged.Recorded().Select(milestone => Find(milestone.Name)).OfType<Milestone>()];

    /// <summary>A milestone; null if it is not recorded.</summary>
    /// <param name="name">The resource name.</param>
    public Milestone? Find(string name)
    {
        if (!derived.TryGetValue(name, out var milestone))
        {
            milestone = resources.Find<Milestone>(name) is { } found
                ? MilestoneOutlookCalculator.Of(found, staged)
                : null;
            derived.Add(name, milestone);
        }

        return milestone;
    }

    /// <summary>Whether the target has passed under every reading of its date, and the milestone is not achieved.</summary>
    public bool IsOverdue(Milestone milestone) =>
        milestone.Status != MilestoneStatus.Achieved && PartialDate.ParseKnown(milestone.TargetOn)?.Last < day;

    /// <summary>Whether derived fields of a milestone differ from those by other facts; false if it is missing there.</summary>
    public static bool IsChanged(Milestone milestone, DerivedMilestones baseline) =>
        baseline.Find(milestone.Name) is { } other
        && !((milestone.Status, milestone.AchievedOn) == (other.Status, other.AchievedOn)
            && milestone.Outlook.Equals(other.Outlook)
            && milestone.Blockers.Select(StateOf).SequenceEqual(other.Blockers.Select(StateOf)));

    /// <summary>The readiness of a milestone, without supporting facts.</summary>
    /// <param name="baseline">The milestones without the assumptions; null if nothing is assumed.</param>
    public MilestoneReadiness ReadinessOf(Milestone milestone, DerivedMilestones? baseline) => new()
    {
        Milestone = milestone.Name,
        Track = milestone.Track,
        Title = milestone.Title,
        Kind = milestone.Kind,
        Status = milestone.Status,
        AchievedOn = milestone.AchievedOn,
        Readiness = milestone.Outlook.Readiness,
        TargetOn = milestone.TargetOn,
        Overdue = IsOverdue(milestone),
        WaitingFor = { milestone.Outlook.WaitingFor },
        OpenBlockers = { milestone.Blockers.Where(blocker => milestone.Outlook.OpenBlockerIds.Contains(blocker.Id)) },
        PreventedBy = { PreventedBy(milestone) },
        Criterion = milestone.Outlook.Criterion,
        SmallestChange = { SmallestChange(milestone) },
        WithoutAssumptions = baseline?.Find(milestone.Name) is { } plain
            ? new() { Status = plain.Status, Readiness = plain.Outlook.Readiness }
            : null,
    };

    /// <summary>The decisions that a milestone needs and that organizations would not take, with the states that block them.</summary>
    IEnumerable<PreventedDecision> PreventedBy(Milestone milestone) =>
        staged.PreventedBy(milestone).Select(decision => new PreventedDecision
        {
            Organization = decision.Organization,
            Decision = decision.Decision,
            Subject = DefaultSubject.OrDefault(decision.Subject),
            BlockingStates = { staged.BlockersOf(decision) },
        });

    /// <summary>
    /// A smallest set of assumptions that meets the criterion of a milestone; empty if it has no criterion, or the criterion is met.
    /// </summary>
    public IReadOnlyList<Assumption> SmallestChange(Milestone milestone) =>
        milestone.Criterion is { } criterion && milestone.Outlook.Criterion.Truth != Truth.True
            ? SmallestCriterionChange.Of(criterion, staged.Facts)
            : [];

    static (BlockerStatus, string) StateOf(Blocker blocker) => (blocker.Status, blocker.ResolvedOn);
}
