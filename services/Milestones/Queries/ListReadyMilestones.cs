namespace KosovoNato.Milestones.Queries;

/// <summary>Lists the milestones that could be started.</summary>
static class ListReadyMilestones
{
    public static readonly PagedQuery<ListReadyRequest, MilestoneScenario, MilestoneReadiness, ListReadyResponse> Query =
        new(Check, Select, Answer);

    static void Check(ListReadyRequest request, FieldViolations violations)
    {
        NameChecks.CheckOptionalId(request.Track, violations, "track");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    static IEnumerable<PageEntry<MilestoneReadiness>> Select(ListReadyRequest request, MilestoneScenario world) =>
        (request.Track.Length > 0 ? world.OnTrack(request.Track) : world.Milestones)
            .Where(milestone => milestone.Outlook.Readiness == Readiness.Ready)
            .Select(milestone => MilestoneReadinessMapper.EntryOf(milestone, world, request.Explain));

    static ListReadyResponse Answer(
        ListReadyRequest request, MilestoneScenario world, IReadOnlyList<MilestoneReadiness> page, string next) => new()
        {
            Milestones = { page },
            NextPageToken = next,
            AsOf = world.AsOf,
            Revision = world.Revision,
            Followed = { world.Followed },
        };
}
