namespace KosovoNato.Milestones.Queries;

/// <summary>Returns the readiness of milestones, and summarizes their tracks.</summary>
static class GetReadiness
{
    public static readonly PagedQuery<GetReadinessRequest, MilestoneScenario, MilestoneReadiness, GetReadinessResponse> Query =
        new(Check, Select, Answer);

    static void Check(GetReadinessRequest request, FieldViolations violations)
    {
        if (request.ScopeCase == GetReadinessRequest.ScopeOneofCase.Milestone)
        {
            NameChecks.Check("milestones", request.Milestone, violations, "milestone");
        }
        else if (request.ScopeCase == GetReadinessRequest.ScopeOneofCase.Track)
        {
            NameChecks.Check("tracks", request.Track, violations, "track");
        }

        FilterChecks.Listed(request.Readiness, violations, "readiness");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    static IEnumerable<PageEntry<MilestoneReadiness>> Select(GetReadinessRequest request, MilestoneScenario world)
    {
        var explain = request.IncludeSupportingFacts || request.ScopeCase == GetReadinessRequest.ScopeOneofCase.Milestone;
        return InScope(request, world)
            .Where(milestone =>
                (request.Readiness.Count == 0 || request.Readiness.Contains(milestone.Outlook.Readiness))
                && (!request.OverdueOnly || world.Derived.IsOverdue(milestone))
                && (!request.ChangedByAssumptionsOnly || world.IsChanged(milestone)))
            .Select(milestone => MilestoneReadinessMapper.EntryOf(milestone, world, explain));
    }

    static GetReadinessResponse Answer(
        GetReadinessRequest request, MilestoneScenario world, IReadOnlyList<MilestoneReadiness> page, string next) => new()
        {
            Milestones = { page },
            NextPageToken = next,
            Tracks = { TracksOf(request, world).Select(track => TrackSummary.Of(track.Name, world)) },
            AsOf = world.AsOf,
            Revision = world.Revision,
            UpstreamRevisions = { world.Followed },
        };

    static IEnumerable<Milestone> InScope(GetReadinessRequest request, MilestoneScenario world) => request.ScopeCase switch
    {
        GetReadinessRequest.ScopeOneofCase.Milestone => [world.Get(request.Milestone)],
        GetReadinessRequest.ScopeOneofCase.Track => world.OnTrack(request.Track),
        _ => world.Milestones,
    };

    /// <summary>A request for one milestone returns no tracks.</summary>
    static IEnumerable<Track> TracksOf(GetReadinessRequest request, MilestoneScenario world) => request.ScopeCase switch
    {
        GetReadinessRequest.ScopeOneofCase.Milestone => [],
        GetReadinessRequest.ScopeOneofCase.Track => [world.Track(request.Track)],
        _ => world.Resources.List<Track>().OrderBy(track => track.DisplayOrder),
    };
}
