using System.Collections;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Reads;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Serving.Watch;
using KosovoNato.Serving.Wire;
using KosovoNato.Serving.Writes;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Requests;

/// <summary>
/// Handles the RPCs that all services have. The messages of the services differ only in the types of their resources, so they are handled
/// through their descriptors.
/// </summary>
public sealed class ResourceRequests(
    Schema schema, ResourceFilters filters, WriteTable writes, ReadHandler reader, ListHandler lister, DiffHandler differ,
    WatchHandler watcher, WriteHandler writer, TimeProvider timeProvider)
{
    public Task<TResponse> GetAsync<TResponse>(IGetRequest request, ServerCallContext context)
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new() =>
        reader.GetAsync<TResponse>(
            request, schema.TypeOf(AnswerShape<TResponse>.Records.MessageType), schema.CanonicalName(request.Name), context);

    public Task<TResponse> BatchGetAsync<TResponse>(IBatchGetRequest request, ServerCallContext context)
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new() =>
        reader.BatchGetAsync<IReadRequest, TResponse>(request, [.. request.Names.Select(schema.CanonicalName)], context);

    public Task<TResponse> ListAsync<TResponse>(IListRequest request, ServerCallContext context)
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        var violations = new FieldViolations();
        var type = schema.TypeOf(AnswerShape<TResponse>.Records.MessageType);
        var parent = request is IChildListRequest child ? ParentNames.Parse(child.Parent, type.Collections[0], violations) : null;
        var dated = (IAsOfRequest)request;
        var day = AsOfDay.Parse(dated.AsOf) ?? timeProvider.Today;
        var matches = filters.Of(FilterOf(request), new(violations.At("filter"), new(day), dated.PartialDateMode));
        return lister.ListAsync<IListRequest, TResponse>(request, context, new(type, parent) { Matches = matches }, violations);
    }

    public async Task<TResponse> ListRevisionsAsync<TResponse>(IListRevisionsRequest request, ServerCallContext context)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var history = await reader.ListRevisionsAsync(request, schema.CanonicalName(request.Name), context);
        var answer = new TResponse();
        var revisions = (IList)AnswerShape<TResponse>.Records.Accessor.GetValue(answer);
        foreach (var version in history.Page)
        {
            revisions.Add(HistoryEntries.Of(version, AnswerShape<TResponse>.Records.MessageType));
        }

        AnswerShape<TResponse>.NextPageToken!.Accessor.SetValue(answer, history.NextPageToken);
        AnswerShape<TResponse>.Revision.Accessor.SetValue(answer, history.Revision);
        AnswerShape<TResponse>.IsCompacted!.Accessor.SetValue(answer, history.IsCompacted);
        return answer;
    }

    public Task<TResponse> DiffAsync<TResponse>(IDiffRequest request, ServerCallContext context)
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        var violations = new FieldViolations();
        var matches = filters.Of(FilterOf(request), new(violations.At("filter"), new(timeProvider.Today), PartialDateMode.Possible));
        return differ.DiffAsync<IDiffRequest, TResponse>(request, matches, violations, context);
    }

    public Task WatchAsync<TResponse>(IWatchRequest request, IServerStreamWriter<TResponse> stream, ServerCallContext context)
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        var violations = new FieldViolations();
        var filter = FilterOf(request);
        var day = new FilterDay(timeProvider.Today);
        var matches = filters.Of(filter, new(violations.At("filter"), day, PartialDateMode.Possible));
        violations.Require(!request.HasSnapshotFirst || request.SnapshotFirst, "snapshot_first", BitemporalChecks.OnlyTrue);
        violations.Require(!request.HasFromNow || request.FromNow, "from_now", BitemporalChecks.OnlyTrue);
        violations.Require(request.BookmarkInterval is null or { Seconds: >= 1 and <= 60, Nanos: >= 0 and < 1_000_000_000 },
            "bookmark_interval", "must be 1 to 60 s");
        violations.ThrowIfAny();
        return watcher.WatchAsync(new()
        {
            Start = request.HasFromNow ? WatchStart.Now
                : request.HasResumeToken ? WatchStart.Resume(request.ResumeToken)
                : request.HasRevisionToken ? WatchStart.After(request.RevisionToken)
                : WatchStart.Snapshot,
            Filter = filter,
            Matches = matches,
            Day = day.Matters ? day : null,
            ProgressInterval = request.BookmarkInterval?.ToTimeSpan(),
            IncludePrevious = request.IncludePrevious,
        }, stream, context);
    }

    public async Task<TResponse> WriteAsync<TResponse>(IWriteRequest request, ServerCallContext context)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var isJson = !EncodedResponse.IsAccepted(context);
        var (records, revision) = await writer.WriteAsync(writes.Bind(request), context);
        if (isJson && !request.ValidateOnly)
        {
            EtagHeader.Set(context, records[0]);
        }

        var answer = new TResponse();
        AnswerShape<TResponse>.Records.Accessor.SetValue(answer, records[0].Message);
        AnswerShape<TResponse>.Revision.Accessor.SetValue(answer, revision);
        return answer;
    }

    public async Task<TResponse> BatchWriteAsync<TResponse>(IWriteRequest request, ServerCallContext context)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var steps = ((IEnumerable)request.Descriptor.FindFieldByName("writes").Accessor.GetValue(request)).Cast<IMessage>();
        var (records, revision) = await writer.BatchAsync(request, [.. steps.Select(writes.BindStep)], context);
        var answer = new TResponse();
        var resources = (IList)AnswerShape<TResponse>.Records.Accessor.GetValue(answer);
        foreach (var record in records)
        {
            resources.Add(AnswerShape<TResponse>.Records.MessageType.Parser.ParseFrom(record.EncodedWrapper.Span));
        }

        AnswerShape<TResponse>.Revision.Accessor.SetValue(answer, revision);
        return answer;
    }

    static IMessage? FilterOf(IMessage request) => (IMessage?)request.Descriptor.FindFieldByName("filter").Accessor.GetValue(request);
}
