using KosovoNato.Milestones.V1;

namespace KosovoNato.Seeder;

/// <summary>Checks that the transitions of a partnership in a seed file can follow each other and have evidence.</summary>
internal static class PartnershipSeedChecks
{
    internal static void Run(Partnership partnership)
    {
        var stage = PartnershipStatus.Proposed;
        foreach (var move in partnership.Transitions)
        {
            Require(Allowed(stage).Contains(move.ToStatus), partnership, "transitions", $"{move.ToStatus} cannot follow {stage}");
            Require(move.Evidence is not null, partnership, "transitions.evidence", "must be set");
            stage = move.ToStatus;
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
