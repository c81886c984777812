using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Recommendations.Documents;
using KosovoNato.Recommendations.Drafting;
using KosovoNato.Serving.Watch;
using KosovoNato.Storage;

namespace KosovoNato.Recommendations;

/// <summary>Turns requests into what the platform's readers understand.</summary>
static class RecommendationsRequestMapping
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

    public static async Task<ListRevisionsResponse> ListRevisionsAsync(ReadHandler reader, ListRevisionsRequest request, ServerCallContext context)
    {
        var (page, next, revision) = await reader.ListRevisionsAsync(request, request.Name, context);
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
                    Events = { version.Events.Select(happened => (RecommendationsEvent)happened) },
                    Resource = ResourceOf(version.Record),
                }),
            },
            NextPageToken = next,
            Revision = revision,
        };
    }

    public static Task<DiffResponse> DiffAsync(DiffHandler differ, DiffRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var matches = request.Filter is null ? null : Matches(request.Filter, violations.At("filter"));
        return differ.DiffAsync<DiffRequest, DiffResponse>(request, matches, violations, context);
    }

    public static RecommendationsResource ResourceOf(ResourceVersion record) => RecommendationsResource.Parser.ParseFrom(record.EncodedWrapper.Span);

    static Func<ResourceVersion, bool> Matches(RecommendationsFilter filter, FieldViolations violations)
    {
        var types = FilterChecks.Listed(filter.Types_, violations, "types");
        var byType = new Func<ResourceVersion, bool>?[]
        {
            null,
            On(DocumentFilters.Filter(filter.Documents, violations.At("documents"))),
            On(RecommendationFilters.Filter(filter.Recommendations, violations.At("recommendations"))),
        };
        return record => FilterChecks.Has(types, (RecommendationsType)record.Type.Number) && (byType[record.Type.Number]?.Invoke(record) ?? true);
    }

    static Func<ResourceVersion, bool>? On<T>(Func<T, bool>? matches) where T : class, IMessage<T>, new() =>
        matches is null ? null : record => matches(record.As<T>());
}
