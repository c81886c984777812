using KosovoNato.Milestones.Questions;

namespace KosovoNato.Milestones.Outlooks;

/// <summary>Answers how milestones stand, and sums up their tracks.</summary>
static class GetReadiness
{
    public static readonly PagedQuestion<GetReadinessRequest, GetReadinessResponse> Question = new(Check, Select, Show, Answer);

    static void Check(GetReadinessRequest request, Violations violations)
    {
        if (request.ScopeCase == GetReadinessRequest.ScopeOneofCase.Milestone)
        {
            Names.CheckId(request.Milestone, violations, "milestone");
        }
        else if (request.ScopeCase == GetReadinessRequest.ScopeOneofCase.Track)
        {
            Names.CheckId(request.Track, violations, "track");
        }

        Filters.Listed(request.Readinesses, violations, "readinesses");
    }

    static IEnumerable<Milestone> Select(GetReadinessRequest request, World world) =>
        InScope(request, world).Where(milestone =>
            (request.Readinesses.Count == 0 || request.Readinesses.Contains(milestone.Outlook.Readiness))
            && (!request.OnlyOverdue || world.IsOverdue(milestone))
            && (!request.OnlyChanged || world.IsChanged(milestone)));

    static MilestoneReadiness Show(GetReadinessRequest request, World world, Milestone milestone) =>
        Standings.Of(milestone, world, request.Explain || request.ScopeCase == GetReadinessRequest.ScopeOneofCase.Milestone);

    static GetReadinessResponse Answer(GetReadinessRequest request, World world, IReadOnlyList<MilestoneReadiness> page, string next) => new()
    {
        Milestones = { page },
        NextPageToken = next,
        Tracks = { TracksOf(request, world).Select(track => TrackSummary.Of(Names.Id(track.Name), world)) },
        AsOf = world.AsOf,
        Revision = world.Revision,
        Followed = { world.Followed },
    };

    static IEnumerable<Milestone> InScope(GetReadinessRequest request, World world) => request.ScopeCase switch
    {
        GetReadinessRequest.ScopeOneofCase.Milestone => [world.Get(request.Milestone)],
        GetReadinessRequest.ScopeOneofCase.Track => world.OnTrack(request.Track),
        _ => world.Milestones,
    };

    /// <summary>Whoever asks for one milestone asks for no track.</summary>
    static IEnumerable<Track> TracksOf(GetReadinessRequest request, World world) => request.ScopeCase switch
    {
        GetReadinessRequest.ScopeOneofCase.Milestone => [],
        GetReadinessRequest.ScopeOneofCase.Track => [world.Track(request.Track)],
        _ => world.Resources.Under<Track>().OrderBy(track => track.Position),
    };
}
