namespace KosovoNato.Milestones.Queries;

/// <summary>Maps a milestone of a scenario to its readiness.</summary>
static class MilestoneReadinessMapper
{
    public static MilestoneReadiness Of(Milestone milestone, MilestoneScenario world)
    {
        var id = ResourceNames.Id(milestone.Name);
        return new()
        {
            Milestone = id,
            Track = milestone.Track,
            Title = milestone.Title,
            Kind = milestone.Kind,
            Status = milestone.Status,
            AchievedOn = milestone.AchievedOn,
            Readiness = milestone.Outlook.Readiness,
            TargetOn = milestone.TargetOn,
            Overdue = world.IsOverdue(milestone),
            WaitingFor = { milestone.Outlook.WaitingFor },
            OpenBlockers = { milestone.Blockers.Where(blocker => milestone.Outlook.OpenBlockerIds.Contains(blocker.Id)) },
            PreventedBy = { world.PreventedBy(milestone) },
            Criterion = milestone.Outlook.Criterion,
            SmallestChange = { world.SmallestChange(milestone) },
            WithoutAssumptions = world.Baseline?.Find(id) is { } plain
                ? new() { Status = plain.Status, Readiness = plain.Outlook.Readiness }
                : null,
        };
    }

    /// <summary>The same as an entry of a paged response.</summary>
    public static PageEntry<MilestoneReadiness> EntryOf(Milestone milestone, MilestoneScenario world, bool explain) =>
        new(milestone.Name, () => Of(milestone, world, explain));

    /// <summary>The same, with supporting facts if requested.</summary>
    public static MilestoneReadiness Of(Milestone milestone, MilestoneScenario world, bool explain)
    {
        var standing = Of(milestone, world);
        standing.SupportingFacts.AddRange(explain ? world.BasesOf(milestone) : []);
        return standing;
    }
}
