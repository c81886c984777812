using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Store;
using KosovoNato.Recognitions.Acts;
using KosovoNato.Recognitions.Counting;
using KosovoNato.Recognitions.Memberships;
using KosovoNato.Recognitions.Questions;
using KosovoNato.Recognitions.Registers;

namespace KosovoNato.Recognitions;

/// <summary>Turns requests into what the platform's readers understand.</summary>
static class RecognitionsReads
{
    /// <summary>A list of resources of one type by its filter.</summary>
    public static ListQuery Select<T>(IDatedRequest request, Reader reader, Schema schema, Func<Violations, Func<T, bool>?> filter)
        where T : class, IMessage<T>, new()
    {
        var violations = new Violations();
        var matches = filter(violations.At("filter"));
        reader.Check(request, violations);
        violations.ThrowIfAny();
        return new(schema.TypeOf<T>()) { Matches = matches is null ? null : record => matches(record.As<T>()) };
    }

    /// <summary>The day that a list is about, if it can be read; none if that is left open.</summary>
    public static DateOnly? CheckedDay(IDatedRequest request, Reader reader, Violations violations)
    {
        reader.Check(request, violations);
        return PartialDate.TryParse(request.AsOf, out var date) && date.IsDay ? date.First : null;
    }

    public static Task<DiffResponse> DiffAsync(Differ differ, DiffRequest request, ServerCallContext call, TimeProvider clock)
    {
        var violations = new Violations();
        var matches = request.Filter is null ? null : Matches(request.Filter, violations.At("filter"), clock);
        return differ.DiffAsync<DiffRequest, DiffResponse>(request, matches, violations, call);
    }

    public static WatchQuery Of(WatchRequest request, TimeProvider clock)
    {
        var violations = new Violations();
        var matches = request.Filter is null ? null : Matches(request.Filter, violations.At("filter"), clock);
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

    public static async Task<ListRevisionsResponse> ListRevisionsAsync(Reader reader, ListRevisionsRequest request, ServerCallContext call)
    {
        var (page, next, revision) = await reader.ListRevisionsAsync(request, Names.Canonical(request.Name), call);
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

    public static RecognitionsResource ResourceOf(Record record) => RecognitionsResource.Parser.ParseFrom(record.Wrapped.Span);

    static Func<Record, bool> Matches(RecognitionsFilter filter, Violations violations, TimeProvider clock)
    {
        // A watch goes on for days, so the date is asked for again with each change.
        DateOnly Today() => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var types = Filters.Listed(filter.Types_, violations, "types");
        var byType = new Func<Record, bool>?[]
        {
            null,
            On(RegisterQueries.Filter(filter.States, violations.At("states"))),
            On(RegisterQueries.Filter(filter.Organizations, violations.At("organizations"))),
            On(MembershipQueries.Filter(filter.Memberships, violations.At("memberships"), Today)),
            On(RecognitionQueries.Filter(filter.Recognitions, violations.At("recognitions"))),
            On(QuestionQueries.Filter(filter.Questions, violations.At("questions"))),
            On(QuestionQueries.Filter(filter.Positions, violations.At("positions"), Today)),
            On(CountingRuleQueries.Filter(filter.CountingRules, violations.At("counting_rules"))),
            On(RegisterQueries.Filter(filter.Sources, violations.At("sources"))),
        };
        return record => Filters.Has(types, (RecognitionsType)record.Type.Number) && (byType[record.Type.Number]?.Invoke(record) ?? true);
    }

    static Func<Record, bool>? On<T>(Func<T, bool>? matches) where T : class, IMessage<T>, new() =>
        matches is null ? null : record => matches(record.As<T>());
}
