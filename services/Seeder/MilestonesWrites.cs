using KosovoNato.Milestones.V1;

namespace KosovoNato.Seeder;

/// <summary>The writes that create the resources of the milestone service.</summary>
internal static class MilestonesWrites
{
    internal static IEnumerable<MilestonesWrite> Of(IResource resource) => resource switch
    {
        Track track => [new() { RegisterTrack = new() { Track = track } }],
        Milestone milestone => [Proposal(milestone), .. milestone.Transitions.Select(move => Move(milestone.Name, move))],
        Indicator indicator => [new() { RegisterIndicator = new() { Indicator = indicator } }],
        Precedent precedent => [new() { RegisterPrecedent = new() { Precedent = precedent } }],
        Centre centre => [new() { RegisterCentre = new() { Centre = centre } }],
        Partnership partnership => [Proposal(partnership), .. partnership.Transitions.Select(move => Move(partnership.Name, move))],
        _ => throw new ArgumentException($"{resource.Name} is not a seed resource of the milestone service.", nameof(resource)),
    };

    private static MilestonesWrite Proposal(Milestone milestone)
    {
        var proposed = milestone.Clone();
        proposed.Transitions.Clear();
        return new() { ProposeMilestone = new() { Milestone = proposed } };
    }

    private static MilestonesWrite Proposal(Partnership partnership)
    {
        var proposed = partnership.Clone();
        proposed.Transitions.Clear();
        return new() { ProposePartnership = new() { Partnership = proposed } };
    }

    private static MilestonesWrite Move(string name, MilestoneTransition move) => move.ToStatus switch
    {
        MilestoneStatus.Planned => new() { PlanMilestone = new() { Name = name, Date = move.Date, Evidence = move.Evidence } },
        MilestoneStatus.InProgress => new() { StartMilestone = new() { Name = name, Date = move.Date, Evidence = move.Evidence } },
        MilestoneStatus.Achieved => new()
        {
            AchieveMilestone = new()
            {
                Name = name,
                Date = move.Date,
                AttestedOn = move.AttestedOn,
                OverrideReason = move.OverrideReason,
                Evidence = move.Evidence,
            },
        },
        MilestoneStatus.Missed => new() { MissMilestone = new() { Name = name, Date = move.Date, Evidence = move.Evidence } },
        MilestoneStatus.Abandoned => new() { AbandonMilestone = new() { Name = name, Date = move.Date, Evidence = move.Evidence } },
        MilestoneStatus.Regressed => new() { RegressMilestone = new() { Name = name, Date = move.Date, Evidence = move.Evidence } },
        _ => throw new ArgumentException($"No write moves {name} to {move.ToStatus}.", nameof(move)),
    };

    private static MilestonesWrite Move(string name, PartnershipTransition move) => move.ToStatus switch
    {
        PartnershipStatus.Active => new() { ActivatePartnership = new() { Name = name, Date = move.Date, Evidence = move.Evidence } },
        PartnershipStatus.Suspended => new() { SuspendPartnership = new() { Name = name, Date = move.Date, Evidence = move.Evidence } },
        PartnershipStatus.Ended => new() { EndPartnership = new() { Name = name, Date = move.Date, Evidence = move.Evidence } },
        _ => throw new ArgumentException($"No write moves {name} to {move.ToStatus}.", nameof(move)),
    };
}
