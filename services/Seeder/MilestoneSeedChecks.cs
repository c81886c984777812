using KosovoNato.Milestones.V1;

namespace KosovoNato.Seeder;

/// <summary>Checks that the transitions of a milestone in a seed file can follow each other and are complete.</summary>
internal static class MilestoneSeedChecks
{
    internal static void Run(Milestone milestone, IReadOnlyDictionary<string, Milestone> milestones)
    {
        var stage = MilestoneStatus.Proposed;
        foreach (var move in milestone.Moves)
        {
            Require(Allowed(stage).Contains(move.To), milestone, "moves", $"{move.To} cannot follow {stage}");
            Require(
                move.Evidence is not null || move.To is MilestoneStatus.Planned or MilestoneStatus.InProgress or MilestoneStatus.Abandoned,
                milestone, "moves.evidence", $"must be set for {move.To}");
            stage = move.To;
        }

        foreach (var achieved in milestone.Moves.Where(move => move.To == MilestoneStatus.Achieved))
        {
            Require(achieved.On.Length > 0 || achieved.KnownOn.Length > 0, milestone, "moves.on",
                "must be set for Achieved, unless knownOn is set");
            var unmet = milestone.Dependencies
                .Where(needed => needed.Link == DependencyLink.Requires)
                .Select(needed => $"milestones/{needed.Milestone}")
                .FirstOrDefault(name => milestones[name].Moves.LastOrDefault()?.To != MilestoneStatus.Achieved);
            Require(
                unmet is null || achieved.OverrideReason.Length > 0,
                milestone, "moves.overrideReason", $"must be set: {unmet} is required and not achieved");
        }

        Require(
            milestone is not { Kind: MilestoneKind.StandingCondition, Criterion: not null }
            || milestone.Moves.All(move => move.To is not (MilestoneStatus.Achieved or MilestoneStatus.Regressed)),
            milestone, "moves", "only the criterion of a standing condition can achieve or regress it");
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
