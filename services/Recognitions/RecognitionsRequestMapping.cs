using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Kernel;
using KosovoNato.Recognitions.Acts;
using KosovoNato.Recognitions.CountingRules;
using KosovoNato.Recognitions.Memberships;
using KosovoNato.Recognitions.Questions;
using KosovoNato.Recognitions.ReferenceData;
using KosovoNato.Serving.Watch;
using KosovoNato.Storage;

namespace KosovoNato.Recognitions;

/// <summary>Turns requests into what the platform's readers understand.</summary>
static class RecognitionsRequestMapping
{
    /// <summary>A list of resources of one type by its filter.</summary>
    public static ListQuery Select<T>(IDatedRequest request, ReadHandler reader, Schema schema, Func<FieldViolations, Func<T, bool>?> filter)
        where T : class, IMessage<T>, new()
    {
        var violations = new FieldViolations();
        var matches = filter(violations.At("filter"));
        reader.Check(request, violations);
        violations.ThrowIfAny();
        return new(schema.TypeOf<T>()) { Matches = matches is null ? null : record => matches(record.As<T>()) };
    }

    /// <summary>The day that a list is about, if it can be read; none if that is left open.</summary>
    public static DateOnly? CheckedDay(IDatedRequest request, ReadHandler reader, FieldViolations violations)
    {
        reader.Check(request, violations);
        return PartialDate.TryParse(request.AsOf, out var date) && date.IsDay ? date.First : null;
    }

    public static Task<DiffResponse> DiffAsync(DiffHandler differ, DiffRequest request, ServerCallContext context, TimeProvider timeProvider)
    {
        var violations = new FieldViolations();
        var matches = request.Filter is null ? null : Matches(request.Filter, violations.At("filter"), timeProvider);
        return differ.DiffAsync<DiffRequest, DiffResponse>(request, matches, violations, context);
    }

    public static WatchQuery Of(WatchRequest request, TimeProvider timeProvider)
    {
        var violations = new FieldViolations();
        var matches = request.Filter is null ? null : Matches(request.Filter, violations.At("filter"), timeProvider);
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
        var (page, next, revision) = await reader.ListRevisionsAsync(request, RecognitionNames.Canonical(request.Name), context);
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
                    Events = { version.Events.Select(happened => (RecognitionsEvent)happened) },
                    Resource = ResourceOf(version.Record),
                }),
            },
            NextPageToken = next,
            Revision = revision,
        };
    }

    public static RecognitionsResource ResourceOf(ResourceVersion record) => RecognitionsResource.Parser.ParseFrom(record.EncodedWrapper.Span);

    static Func<ResourceVersion, bool> Matches(RecognitionsFilter filter, FieldViolations violations, TimeProvider timeProvider)
    {
        // A watch goes on for days, so the date is asked for again with each change.
        DateOnly Today() => DateOnly.FromDateTime(timeProvider.GetUtcNow().UtcDateTime);
        var types = FilterChecks.Listed(filter.Types_, violations, "types");
        var byType = new Func<ResourceVersion, bool>?[]
        {
            null,
            On(ReferenceDataFilters.Filter(filter.States, violations.At("states"))),
            On(ReferenceDataFilters.Filter(filter.Organizations, violations.At("organizations"))),
            On(MembershipFilters.Filter(filter.Memberships, violations.At("memberships"), Today)),
            On(RecognitionFilters.Filter(filter.Recognitions, violations.At("recognitions"))),
            On(QuestionFilters.Filter(filter.Questions, violations.At("questions"))),
            On(QuestionFilters.Filter(filter.Positions, violations.At("positions"), Today)),
            On(CountingRuleFilters.Filter(filter.CountingRules, violations.At("counting_rules"))),
            On(ReferenceDataFilters.Filter(filter.Sources, violations.At("sources"))),
        };
        return record => FilterChecks.Has(types, (RecognitionsType)record.Type.Number) && (byType[record.Type.Number]?.Invoke(record) ?? true);
    }

    static Func<ResourceVersion, bool>? On<T>(Func<T, bool>? matches) where T : class, IMessage<T>, new() =>
        matches is null ? null : record => matches(record.As<T>());
}
