using KosovoNato.Milestones.V1;

namespace KosovoNato.Seeder;

/// <summary>The moves of a milestone in a seed file must be ones that can follow each other, and say what they have to say.</summary>
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
                milestone, "moves.evidence", $"is needed for {move.To}");
            stage = move.To;
        }

        foreach (var achieved in milestone.Moves.Where(move => move.To == MilestoneStatus.Achieved))
        {
            Require(achieved.On.Length > 0 || achieved.KnownOn.Length > 0, milestone, "moves.on",
                "or knownOn is needed for what is achieved");
            var unmet = milestone.Dependencies
                .Where(needed => needed.Link == DependencyLink.Requires)
                .Select(needed => $"milestones/{needed.Milestone}")
                .FirstOrDefault(name => milestones[name].Moves.LastOrDefault()?.To != MilestoneStatus.Achieved);
            Require(
                unmet is null || achieved.OverrideReason.Length > 0,
                milestone, "moves.overrideReason", $"is needed: {unmet} is required and not achieved");
        }

        Require(
            milestone is not { Kind: MilestoneKind.StandingCondition, Criterion: not null }
            || milestone.Moves.All(move => move.To is not (MilestoneStatus.Achieved or MilestoneStatus.Regressed)),
            milestone, "moves", "a standing condition with a criterion is achieved or undone by that alone");
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
        // Planning again what was missed needs a new target, which a seed has no place for beside the first.
        _ => [],
    };

    private static void Require(bool holds, Milestone milestone, string field, string problem) =>
        SeedChecks.Require(holds, "milestones.json", milestone.Name, field, problem);
}
