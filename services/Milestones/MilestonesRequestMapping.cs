using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Milestones.Agreements;
using KosovoNato.Milestones.Centres;
using KosovoNato.Milestones.Indicators;
using KosovoNato.Milestones.Partnerships;
using KosovoNato.Milestones.Planning;
using KosovoNato.Milestones.Precedents;
using KosovoNato.Milestones.Tracks;
using KosovoNato.Serving.Watch;
using KosovoNato.Storage;

namespace KosovoNato.Milestones;

/// <summary>Turns requests into what the platform's readers understand.</summary>
static class MilestonesRequestMapping
{
    /// <summary>A list of resources of one type by its filter.</summary>
    public static ListQuery Select<T>(Schema schema, Func<FieldViolations, Func<T, bool>?> filter) where T : class, IMessage<T>, new()
    {
        var violations = new FieldViolations();
        var matches = filter(violations.At("filter"));
        violations.ThrowIfAny();
        return new(schema.TypeOf<T>()) { Matches = On(matches) };
    }

    public static WatchQuery Of(WatchRequest request)
    {
        var violations = new FieldViolations();
        var matches = request.Filter is null ? null : Matches(request.Filter, violations.At("filter"));
        violations.Require(request.ProgressInterval is null or { Seconds: >= 1 and <= 60, Nanos: >= 0 and < 1_000_000_000 },
            "progress_interval", "must be 1 s to 60 s");
        violations.ThrowIfAny();
        return new()
        {
            Start = request.StartCase switch
            {
                WatchRequest.StartOneofCase.FromNow => WatchStart.Now,
                WatchRequest.StartOneofCase.ResumeToken => WatchStart.Resume(request.ResumeToken),
                WatchRequest.StartOneofCase.RevisionToken => WatchStart.After(request.RevisionToken),
                _ => WatchStart.Snapshot,
            },
            Filter = request.Filter,
            Matches = matches,
            ProgressInterval = request.ProgressInterval?.ToTimeSpan(),
            IncludePrevious = request.IncludePrevious,
        };
    }

    public static Task<DiffResponse> DiffAsync(DiffHandler differ, DiffRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var matches = request.Filter is null ? null : Matches(request.Filter, violations.At("filter"));
        return differ.DiffAsync<DiffRequest, DiffResponse>(request, matches, violations, context);
    }

    public static async Task<ListRevisionsResponse> ListRevisionsAsync(ReadHandler reader, ListRevisionsRequest request, ServerCallContext context)
    {
        var (page, next, revision) = await reader.ListRevisionsAsync(request, MilestoneNames.Canonical(request.Name), context);
        return new()
        {
            Revisions =
            {
                page.Select(version => new ResourceRevision
                {
                    Revision = version.Meta.Revision,
                    RecordedAt = version.Meta.RecordedAt,
                    Actor = version.Meta.Actor,
                    Reason = version.Meta.Reason,
                    Cause = version.Meta.Cause,
                    RequestId = version.Meta.RequestId,
                    TraceId = version.Meta.TraceId,
                    Events = { version.Events.Select(happened => (MilestonesEvent)happened) },
                    Resource = ResourceOf(version.Record),
                }),
            },
            NextPageToken = next,
            Revision = revision,
        };
    }

    public static MilestonesResource ResourceOf(ResourceVersion record) => MilestonesResource.Parser.ParseFrom(record.EncodedWrapper.Span);

    static Func<ResourceVersion, bool> Matches(MilestonesFilter filter, FieldViolations violations)
    {
        var types = FilterChecks.Listed(filter.Types_, violations, "types");
        var byType = new Func<ResourceVersion, bool>?[]
        {
            null,
            On(TrackFilters.Filter(filter.Tracks, violations.At("tracks"))),
            On(MilestoneFilters.Filter(filter.Milestones, violations.At("milestones"))),
            On(IndicatorFilters.Filter(filter.Indicators, violations.At("indicators"))),
            On(PrecedentFilters.Filter(filter.Precedents, violations.At("precedents"))),
            On(CentreFilters.Filter(filter.Centres, violations.At("centres"))),
            On(AgreementFilters.Filter(filter.Agreements, violations.At("agreements"))),
            On(PartnershipFilters.Filter(filter.Partnerships, violations.At("partnerships"))),
        };
        return record => FilterChecks.Has(types, (MilestonesType)record.Type.Number) && (byType[record.Type.Number]?.Invoke(record) ?? true);
    }

    static Func<ResourceVersion, bool>? On<T>(Func<T, bool>? matches) where T : class, IMessage<T>, new() =>
        matches is null ? null : record => matches(record.As<T>());
}
