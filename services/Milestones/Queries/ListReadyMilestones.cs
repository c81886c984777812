namespace KosovoNato.Milestones.Queries;

/// <summary>Answers what could be begun.</summary>
static class ListReadyMilestones
{
    public static readonly PagedQuery<ListReadyRequest, ListReadyResponse> Question = new(Check, Select, Show, Answer);

    static void Check(ListReadyRequest request, FieldViolations violations)
    {
        if (request.Track.Length > 0)
        {
            MilestoneNames.CheckId(request.Track, violations, "track");
        }
    }

    static IEnumerable<Milestone> Select(ListReadyRequest request, MilestoneScenario world) =>
        (request.Track.Length > 0 ? world.OnTrack(request.Track) : world.Milestones).Where(milestone => milestone.Outlook.Readiness == Readiness.Ready);

    static MilestoneReadiness Show(ListReadyRequest request, MilestoneScenario world, Milestone milestone) => MilestoneReadinessMapper.Of(milestone, world, request.Explain);

    static ListReadyResponse Answer(ListReadyRequest request, MilestoneScenario world, IReadOnlyList<MilestoneReadiness> page, string next) => new()
    {
        Milestones = { page },
        NextPageToken = next,
        AsOf = world.AsOf,
        Revision = world.Revision,
        Followed = { world.Followed },
    };
}
