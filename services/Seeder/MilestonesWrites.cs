using KosovoNato.Milestones.V1;

namespace KosovoNato.Seeder;

/// <summary>The writes that create the resources of the milestone service.</summary>
internal static class MilestonesWrites
{
    internal static IEnumerable<MilestonesWrite> Of(IResource resource) => resource switch
    {
        Track track => [new() { RegisterTrack = new() { Track = track } }],
        Milestone milestone => [Proposal(milestone), .. milestone.Moves.Select(move => Move(milestone.Name, move))],
        Indicator indicator => [new() { RegisterIndicator = new() { Indicator = indicator } }],
        Precedent precedent => [new() { RegisterPrecedent = new() { Precedent = precedent } }],
        Centre centre => [new() { RegisterCentre = new() { Centre = centre } }],
        Partnership partnership => [Proposal(partnership), .. partnership.Moves.Select(move => Move(partnership.Name, move))],
        _ => throw new ArgumentException($"{resource.Name} is not a seed resource of the milestone service.", nameof(resource)),
    };

    private static MilestonesWrite Proposal(Milestone milestone)
    {
        var proposed = milestone.Clone();
        proposed.Moves.Clear();
        return new() { ProposeMilestone = new() { Milestone = proposed } };
    }

    private static MilestonesWrite Proposal(Partnership partnership)
    {
        var proposed = partnership.Clone();
        proposed.Moves.Clear();
        return new() { ProposePartnership = new() { Partnership = proposed } };
    }

    private static MilestonesWrite Move(string name, Move move) => move.To switch
    {
        MilestoneStatus.Planned => new() { PlanMilestone = new() { Name = name, On = move.On, Evidence = move.Evidence } },
        MilestoneStatus.InProgress => new() { StartMilestone = new() { Name = name, On = move.On, Evidence = move.Evidence } },
        MilestoneStatus.Achieved => new()
        {
            AchieveMilestone = new()
            {
                Name = name,
                On = move.On,
                KnownOn = move.KnownOn,
                OverrideReason = move.OverrideReason,
                Evidence = move.Evidence,
            },
        },
        MilestoneStatus.Missed => new() { MissMilestone = new() { Name = name, On = move.On, Evidence = move.Evidence } },
        MilestoneStatus.Abandoned => new() { AbandonMilestone = new() { Name = name, On = move.On, Evidence = move.Evidence } },
        MilestoneStatus.Regressed => new() { RegressMilestone = new() { Name = name, On = move.On, Evidence = move.Evidence } },
        _ => throw new ArgumentException($"No write moves {name} to {move.To}.", nameof(move)),
    };

    private static MilestonesWrite Move(string name, PartnershipMove move) => move.To switch
    {
        PartnershipStatus.Active => new() { ActivatePartnership = new() { Name = name, On = move.On, Evidence = move.Evidence } },
        PartnershipStatus.Suspended => new() { SuspendPartnership = new() { Name = name, On = move.On, Evidence = move.Evidence } },
        PartnershipStatus.Ended => new() { EndPartnership = new() { Name = name, On = move.On, Evidence = move.Evidence } },
        _ => throw new ArgumentException($"No write moves {name} to {move.To}.", nameof(move)),
    };
}
