namespace KosovoNato.Milestones.Queries;

/// <summary>Answers how milestones stand, and sums up their tracks.</summary>
static class GetReadiness
{
    public static readonly PagedQuery<GetReadinessRequest, GetReadinessResponse> Question = new(Check, Select, Show, Answer);

    static void Check(GetReadinessRequest request, FieldViolations violations)
    {
        if (request.ScopeCase == GetReadinessRequest.ScopeOneofCase.Milestone)
        {
            MilestoneNames.CheckId(request.Milestone, violations, "milestone");
        }
        else if (request.ScopeCase == GetReadinessRequest.ScopeOneofCase.Track)
        {
            MilestoneNames.CheckId(request.Track, violations, "track");
        }

        FilterChecks.Listed(request.Readinesses, violations, "readinesses");
    }

    static IEnumerable<Milestone> Select(GetReadinessRequest request, MilestoneScenario world) =>
        InScope(request, world).Where(milestone =>
            (request.Readinesses.Count == 0 || request.Readinesses.Contains(milestone.Outlook.Readiness))
            && (!request.OnlyOverdue || world.IsOverdue(milestone))
            && (!request.OnlyChanged || world.IsChanged(milestone)));

    static MilestoneReadiness Show(GetReadinessRequest request, MilestoneScenario world, Milestone milestone) =>
        MilestoneReadinessMapper.Of(milestone, world, request.Explain || request.ScopeCase == GetReadinessRequest.ScopeOneofCase.Milestone);

    static GetReadinessResponse Answer(GetReadinessRequest request, MilestoneScenario world, IReadOnlyList<MilestoneReadiness> page, string next) => new()
    {
        Milestones = { page },
        NextPageToken = next,
        Tracks = { TracksOf(request, world).Select(track => TrackSummary.Of(MilestoneNames.Id(track.Name), world)) },
        AsOf = world.AsOf,
        Revision = world.Revision,
        Followed = { world.Followed },
    };

    static IEnumerable<Milestone> InScope(GetReadinessRequest request, MilestoneScenario world) => request.ScopeCase switch
    {
        GetReadinessRequest.ScopeOneofCase.Milestone => [world.Get(request.Milestone)],
        GetReadinessRequest.ScopeOneofCase.Track => world.OnTrack(request.Track),
        _ => world.Milestones,
    };

    /// <summary>Whoever asks for one milestone asks for no track.</summary>
    static IEnumerable<Track> TracksOf(GetReadinessRequest request, MilestoneScenario world) => request.ScopeCase switch
    {
        GetReadinessRequest.ScopeOneofCase.Milestone => [],
        GetReadinessRequest.ScopeOneofCase.Track => [world.Track(request.Track)],
        _ => world.Resources.List<Track>().OrderBy(track => track.Position),
    };
}
