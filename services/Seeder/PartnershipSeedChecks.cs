using KosovoNato.Milestones.V1;

namespace KosovoNato.Seeder;

/// <summary>The moves of a partnership in a seed file must be ones that can follow each other.</summary>
internal static class PartnershipSeedChecks
{
    internal static void Run(Partnership partnership)
    {
        var stage = PartnershipStatus.Proposed;
        foreach (var move in partnership.Moves)
        {
            Require(Allowed(stage).Contains(move.To), partnership, "moves", $"{move.To} cannot follow {stage}");
            Require(move.Evidence is not null, partnership, "moves.evidence", "is missing");
            stage = move.To;
        }
    }

    private static PartnershipStatus[] Allowed(PartnershipStatus stage) => stage switch
    {
        PartnershipStatus.Proposed or PartnershipStatus.Suspended => [PartnershipStatus.Active, PartnershipStatus.Ended],
        PartnershipStatus.Active => [PartnershipStatus.Suspended, PartnershipStatus.Ended],
        _ => [],
    };

    private static void Require(bool holds, Partnership partnership, string field, string problem) =>
        SeedChecks.Require(holds, "partnerships.json", partnership.Name, field, problem);
}
