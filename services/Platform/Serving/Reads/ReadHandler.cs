using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Serving.Wire;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>Handles reads from the snapshot in memory.</summary>
public sealed class ReadHandler(
    Schema schema, Replica replica, ReplicaFollower follower, ChangeLog log, HistoryVerifier history, KnownAtResolver past,
    AsOfViewCache views, TimeProvider timeProvider)
{
    const int MaxNames = 1_000;

    /// <summary>
    /// Checks the bitemporal point of a read, so that its violations are reported together with all others. Without this call,
    /// <see cref="SnapshotAsync"/> rejects them.
    /// </summary>
    public void Check(IReadRequest request, FieldViolations violations) => BitemporalChecks.Check(request, LatestReadableTime, violations);

    /// <summary>Returns the snapshot that a read sees: as fresh as requested, or at the requested point in transaction time.</summary>
    public ValueTask<Snapshot> SnapshotAsync(IReadRequest request, ServerCallContext context)
    {
        if (BitemporalChecks.IsPlain(request))
        {
            return NewestAsync(request.Consistency, context);
        }

        var violations = new FieldViolations();
        Check(request, violations);
        violations.ThrowIfAny();
        return request.KnownAt is null
            ? NewestAsync(request.Consistency, context)
            : new(KnownAsync(request.KnownAt, request.Consistency, context));
    }

    /// <summary>
    /// Returns the newest snapshot, as fresh as requested. Most reads do not wait and never access the token of the call, which would start
    /// a timer.
    /// </summary>
    internal ValueTask<Snapshot> NewestAsync(Consistency? consistency, ServerCallContext context) =>
        consistency?.RequirementCase switch
        {
            Consistency.RequirementOneofCase.AtLeast => new(AtLeastAsync(
                RevisionToken.Decode(schema.Service, consistency.AtLeast, "revision token").Revision, context.CancellationToken)),
            Consistency.RequirementOneofCase.FullyConsistent
                when consistency.FullyConsistent => new(NewestAsync(context.CancellationToken)),
            _ => new(replica.Current),
        };

    /// <summary>The latest time that is not in the future, by the clock of this instance or of the store.</summary>
    internal DateTimeOffset LatestReadableTime
    {
        get
        {
            var now = timeProvider.GetUtcNow();
            return replica.Current.RecordedAt is var recorded && recorded > now ? recorded : now;
        }
    }

    async Task<Snapshot> KnownAsync(KnownAt known, Consistency? consistency, ServerCallContext context) =>
        await past.AtAsync(known, await NewestAsync(consistency, context), context.CancellationToken);

    /// <summary>Creates the error for a resource that does not exist, with the names of similar or existing resources.</summary>
    public static ApiException NotFound(Snapshot snapshot, ResourceType type, string name) =>
        ApiException.NotFound(name, snapshot.List(type, name[..(name.LastIndexOf('/') + 1)]).Select(record => record.Name));

    public static Revision RevisionOf(Snapshot snapshot) => new() { Number = snapshot.Revision, Token = snapshot.RevisionToken };

    /// <summary>Returns a resource as recorded, or as of the requested day.</summary>
    public Task<TResponse> GetAsync<TResponse>(IReadRequest request, ResourceType type, string name, ServerCallContext context)
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        if (!type.Matches(name) || !BitemporalChecks.IsPlain(request))
        {
            CheckGet(request, type, name);
        }

        var encoded = EncodedResponse.IsAccepted(context);
        var reading = SnapshotAsync(request, context);
        return reading.IsCompletedSuccessfully ? Task.FromResult(Answer(reading.Result)) : WaitAsync(reading);

        async Task<TResponse> WaitAsync(ValueTask<Snapshot> waiting) => Answer(await waiting);

        TResponse Answer(Snapshot snapshot)
        {
            var record = Find(snapshot, views.Of(snapshot, request), type, name);
            if (!encoded)
            {
                EtagHeader.Set(context, record);
            }

            return Of<TResponse>(snapshot, record, encoded);
        }
    }

    /// <summary>Returns a resource as recorded, or as of the day of a view. Throws NOT_FOUND if it does not exist there.</summary>
    static ResourceVersion Find(Snapshot snapshot, AsOfView? view, ResourceType type, string name)
    {
        var stored = snapshot.Find(type, name) ?? throw NotFound(snapshot, type, name);
        return view is null ? stored : view.Of(stored) ?? throw ApiException.NotFound(name);
    }

    static TResponse Of<TResponse>(Snapshot snapshot, ResourceVersion record, bool encoded)
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new() =>
        EncodedResponse.Answer<TResponse>(
            new FieldPayload(EncodedResponse.RecordField, record.Encoded, snapshot.RevisionField(EncodedResponse.GetRevisionField)),
            encoded);

    /// <summary>Returns resources of any type as recorded, or as of the requested day.</summary>
    public async Task<TResponse> BatchGetAsync<TRequest, TResponse>(
        TRequest request, IReadOnlyList<string> names, ServerCallContext context)
        where TRequest : IReadRequest
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        var violations = new FieldViolations();
        violations.Require(names.Count is > 0 and <= MaxNames, "names", $"must have 1 to {MaxNames} names, not {names.Count}");
        var types = new ResourceType?[Math.Min(names.Count, MaxNames)];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = schema.TypeOf(names[i]);
            violations.Require(types[i] is not null, $"names[{i}]", NotAName(names[i], "a resource name of this service"));
        }

        Check(request, violations);
        violations.ThrowIfAny();
        var encoded = EncodedResponse.IsAccepted(context);
        var snapshot = await SnapshotAsync(request, context);
        var view = views.Of(snapshot, request);
        var found = new List<ReadOnlyMemory<byte>>(names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            found.Add(Find(snapshot, view, types[i]!, names[i]).EncodedWrapper);
        }

        return EncodedResponse.Answer<TResponse>(
            new RepeatedFieldPayload(EncodedResponse.RecordField, found, snapshot.RevisionField(EncodedResponse.GetRevisionField)),
            encoded);
    }

    /// <summary>Returns the versions of a resource, newest first. Each version refers to the revision of the previous one.</summary>
    public async Task<ResourceHistory> ListRevisionsAsync(IListRequest request, string name, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var size = Paging.Size(request.PageSize, violations);
        var type = schema.TypeOf(name);
        violations.Require(type is not null, "name", NotAName(name, "a resource name of this service"));
        Check(request, violations);
        violations.ThrowIfAny();
        var snapshot = await SnapshotAsync(request, context);
        var record = snapshot.Find(type!, name) ?? throw NotFound(snapshot, type!, name);
        var bound = Paging.ScopeHash(request);
        var revision = request.PageToken.Length == 0
            ? record.Revision
            : await ContinueAsync(Paging.Decode(schema, request.PageToken, bound), context.CancellationToken);
        var page = new List<ResourceHistoryEntry>(size);
        var isCompacted = false;
        while (revision > 0 && page.Count < size)
        {
            var entry = replica.FindInTail(revision) ?? await log.FindAsync(revision, context.CancellationToken);
            if (entry is null)
            {
                isCompacted = true;
                break;
            }

            var change = entry.Changes.FirstOrDefault(c => c.After.Name == name) ?? throw ApiException.TokenInvalid("page token");
            page.Add(new ResourceHistoryEntry(
                ChangeEnvelope.Parser.ParseFrom(entry.Header.Span), ResourceChange.Parser.ParseFrom(change.Encoded.Span).EventTypes,
                change.After));
            revision = change.PreviousRevision;
        }

        var hasNext = revision > 0 && !isCompacted;
        var next = hasNext
            ? RevisionToken.Encode(schema.Service, snapshot.Id, bound, revision.ToString(CultureInfo.InvariantCulture))
            : "";
        return new(page, next, RevisionOf(snapshot), isCompacted);
    }

    /// <summary>Returns the revision that a page of <see cref="ListRevisionsAsync"/> begins with.</summary>
    async Task<long> ContinueAsync(RevisionToken.Parts token, CancellationToken cancellationToken)
    {
        await AtLeastAsync(token.Revision, cancellationToken);
        return long.TryParse(token.Rest, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw ApiException.TokenInvalid("page token");
    }

    /// <summary>Returns a snapshot that includes a revision of the store's history.</summary>
    async Task<Snapshot> AtLeastAsync(RevisionId wanted, CancellationToken cancellationToken)
    {
        var newest = replica.Current;
        if (wanted.StoreId == newest.StoreId && wanted.Number > newest.Revision)
        {
            newest = await NewestAsync(cancellationToken);
            if (wanted.Number > newest.Revision)
            {
                throw WatchErrors.InFuture(newest.Revision);
            }
        }

        await history.VerifyAsync(wanted, newest, cancellationToken);
        return newest;
    }

    async Task<Snapshot> NewestAsync(CancellationToken cancellationToken)
    {
        await follower.RefreshAsync(cancellationToken);
        return replica.Current;
    }

    void CheckGet(IReadRequest request, ResourceType type, string name)
    {
        var violations = new FieldViolations();
        violations.Require(type.Matches(name), "name", NotAName(name, $"the name of a resource of type {type}"));
        Check(request, violations);
        violations.ThrowIfAny();
    }

    static string NotAName(string value, string wanted) => $"must be {wanted}, not \"{Short(value)}\"; IDs have {ResourceId.Rule}";

    static string Short(string value) => value.Length <= 80 ? value : value[..80] + "…";
}

/// <summary>A page of the versions of a resource, newest first.</summary>
/// <param name="IsCompacted">Whether the resource had older versions, which compaction has dropped.</param>
public sealed record ResourceHistory(
    IReadOnlyList<ResourceHistoryEntry> Page, string NextPageToken, Revision Revision, bool IsCompacted);

/// <summary>A version of a resource.</summary>
/// <param name="Meta">The revision, time, actor and reason of the change, without the changed resources.</param>
/// <param name="Events">The events of the change: values of the service's event enum.</param>
public sealed record ResourceHistoryEntry(ChangeEnvelope Meta, IReadOnlyList<int> Events, ResourceVersion Record);
