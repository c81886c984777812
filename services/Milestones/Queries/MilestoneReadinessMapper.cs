namespace KosovoNato.Milestones.Queries;

/// <summary>Maps a milestone of a scenario to its readiness.</summary>
static class MilestoneReadinessMapper
{
    /// <summary>The readiness as an entry of a paged response.</summary>
    public static PageEntry<MilestoneReadiness> EntryOf(Milestone milestone, MilestoneScenario world, bool explain) =>
        new(milestone.Name, () => Of(milestone, world, explain));

    /// <summary>The readiness, with supporting facts if requested.</summary>
    public static MilestoneReadiness Of(Milestone milestone, MilestoneScenario world, bool explain)
    {
        var standing = world.Derived.ReadinessOf(milestone, world.Baseline?.Derived);
        standing.SupportingFacts.AddRange(explain ? world.BasesOf(milestone) : []);
        return standing;
    }
}
