using KosovoNato.Milestones.Questions;

namespace KosovoNato.Milestones.Outlooks;

/// <summary>Answers what could be begun.</summary>
static class ListReady
{
    public static readonly PagedQuestion<ListReadyRequest, ListReadyResponse> Question = new(Check, Select, Show, Answer);

    static void Check(ListReadyRequest request, Violations violations)
    {
        if (request.Track.Length > 0)
        {
            Names.CheckId(request.Track, violations, "track");
        }
    }

    static IEnumerable<Milestone> Select(ListReadyRequest request, World world) =>
        (request.Track.Length > 0 ? world.OnTrack(request.Track) : world.Milestones).Where(milestone => milestone.Outlook.Readiness == Readiness.Ready);

    static MilestoneReadiness Show(ListReadyRequest request, World world, Milestone milestone) => Standings.Of(milestone, world, request.Explain);

    static ListReadyResponse Answer(ListReadyRequest request, World world, IReadOnlyList<MilestoneReadiness> page, string next) => new()
    {
        Milestones = { page },
        NextPageToken = next,
        AsOf = world.AsOf,
        Revision = world.Revision,
        Followed = { world.Followed },
    };
}
