namespace KosovoNato.Milestones.Queries;

/// <summary>Lists the milestones whose readiness is READY, those in progress included.</summary>
static class ListReadyMilestones
{
    public static readonly PagedQuery<ListReadyMilestonesRequest, MilestoneScenario, MilestoneReadiness,
        ListReadyMilestonesResponse> Query =
        new(Check, Select, Answer);

    static void Check(ListReadyMilestonesRequest request, FieldViolations violations)
    {
        NameChecks.CheckOptional("tracks", request.Track, violations, "track");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    static IEnumerable<PageEntry<MilestoneReadiness>> Select(ListReadyMilestonesRequest request, MilestoneScenario world) =>
        (request.Track.Length > 0 ? world.OnTrack(request.Track) : world.Milestones)
            .Where(milestone => milestone.Outlook.Readiness == Readiness.Ready)
            .Select(milestone => MilestoneReadinessMapper.EntryOf(milestone, world, request.IncludeSupportingFacts));

    static ListReadyMilestonesResponse Answer(
        ListReadyMilestonesRequest request, MilestoneScenario world, IReadOnlyList<MilestoneReadiness> page, string next) => new()
        {
            Milestones = { page },
            NextPageToken = next,
            AsOf = world.AsOf,
            Revision = world.Revision,
            UpstreamRevisions = { world.Followed },
        };
}
