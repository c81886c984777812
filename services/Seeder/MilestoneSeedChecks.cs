using KosovoNato.Milestones.V1;

namespace KosovoNato.Seeder;

/// <summary>Checks that the transitions of a milestone in a seed file can follow each other and are complete.</summary>
internal static class MilestoneSeedChecks
{
    internal static void Run(Milestone milestone, IReadOnlyDictionary<string, Milestone> milestones)
    {
        var stage = MilestoneStatus.Proposed;
        foreach (var move in milestone.Transitions)
        {
            Require(Allowed(stage).Contains(move.ToStatus), milestone, "transitions", $"{move.ToStatus} cannot follow {stage}");
            Require(
                move.Evidence is not null
                || move.ToStatus is MilestoneStatus.Planned or MilestoneStatus.InProgress or MilestoneStatus.Abandoned,
                milestone, "transitions.evidence", $"must be set for {move.ToStatus}");
            stage = move.ToStatus;
        }

        foreach (var achieved in milestone.Transitions.Where(move => move.ToStatus == MilestoneStatus.Achieved))
        {
            Require(achieved.Date.Length > 0 || achieved.AttestedOn.Length > 0, milestone, "transitions.date",
                "must be set for Achieved, unless attestedOn is set");
            var unmet = milestone.Dependencies
                .Where(needed => needed.Kind == DependencyKind.Requires)
                .Select(needed => needed.Milestone)
                .FirstOrDefault(name => milestones[name].Transitions.LastOrDefault()?.ToStatus != MilestoneStatus.Achieved);
            Require(
                unmet is null || achieved.OverrideReason.Length > 0,
                milestone, "transitions.overrideReason", $"must be set: {unmet} is required and not achieved");
        }

        Require(
            milestone is not { Kind: MilestoneKind.StandingCondition, Criterion: not null }
            || milestone.Transitions.All(move => move.ToStatus is not (MilestoneStatus.Achieved or MilestoneStatus.Regressed)),
            milestone, "transitions", "only the criterion of a standing condition can achieve or regress it");
    }

    private static MilestoneStatus[] Allowed(MilestoneStatus stage) => stage switch
    {
        MilestoneStatus.Proposed => [MilestoneStatus.Planned, MilestoneStatus.InProgress, MilestoneStatus.Abandoned],
        MilestoneStatus.Planned => [MilestoneStatus.InProgress, MilestoneStatus.Missed, MilestoneStatus.Abandoned],
        MilestoneStatus.InProgress =>
            [MilestoneStatus.Achieved, MilestoneStatus.Missed, MilestoneStatus.Abandoned, MilestoneStatus.Regressed],
        MilestoneStatus.Achieved => [MilestoneStatus.Regressed],
        MilestoneStatus.Abandoned => [MilestoneStatus.Planned],
        MilestoneStatus.Regressed => [MilestoneStatus.InProgress],
        // Planning a missed milestone again needs a new target, and a seed has no field for it besides the first target.
        _ => [],
    };

    private static void Require(bool holds, Milestone milestone, string field, string problem) =>
        SeedChecks.Require(holds, "milestones.json", milestone.Name, field, problem);
}
