using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Store;

namespace KosovoNato.Platform.Requests;

/// <summary>Answers reads from the state in memory.</summary>
public sealed class Reader(Schema schema, Replica replica, ReplicaFollower follower, ChangeLog log)
{
    const int MostNames = 1_000;

    /// <summary>The state that a read sees, as fresh as it asks for.</summary>
    public ValueTask<Snapshot> SnapshotAsync(IReadRequest request, ServerCallContext call) =>
        request.Consistency?.RequirementCase switch
        {
            Consistency.RequirementOneofCase.AtLeast => new(AtLeastAsync(request.Consistency.AtLeast, call.CancellationToken)),
            Consistency.RequirementOneofCase.FullyConsistent when request.Consistency.FullyConsistent => new(NewestAsync(call.CancellationToken)),
            _ => new(replica.Current),
        };

    public static Revision RevisionOf(Snapshot snapshot) => new() { Number = snapshot.Revision, Token = snapshot.RevisionToken };

    /// <summary>Returns one resource as it is kept.</summary>
    public Task<TResponse> GetAsync<TResource, TRequest, TResponse>(TRequest request, string name, ServerCallContext call)
        where TResource : class, IMessage<TResource>, new()
        where TRequest : IReadRequest
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        var type = RequireType(name, schema.TypeOf<TResource>());
        var reading = SnapshotAsync(request, call);
        return reading.IsCompletedSuccessfully ? Task.FromResult(Answer(reading.Result)) : WaitAsync(reading);

        async Task<TResponse> WaitAsync(ValueTask<Snapshot> waiting) => Answer(await waiting);

        TResponse Answer(Snapshot snapshot) => GetFrom<TResponse>(snapshot, type, name, call);
    }

    static TResponse GetFrom<TResponse>(Snapshot snapshot, ResourceType type, string name, ServerCallContext call)
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        var record = snapshot.Find(type, name) ?? throw Refusal.NotFound(name);
        return Encoded.Answer<TResponse>(
            new FieldBody(Encoded.RecordField, record.Encoded, snapshot.RevisionField(Encoded.GetRevisionField)), call);
    }

    /// <summary>Returns resources of any type, as they are kept.</summary>
    public async Task<TResponse> BatchGetAsync<TRequest, TResponse>(TRequest request, IReadOnlyList<string> names, ServerCallContext call)
        where TRequest : IReadRequest
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        var violations = new Violations();
        violations.Require(names.Count is > 0 and <= MostNames, "names", $"has {names.Count} names; give 1 to {MostNames}");
        violations.ThrowIfAny();
        var snapshot = await SnapshotAsync(request, call);
        var found = new ReadOnlyMemory<byte>[names.Count];
        for (var i = 0; i < found.Length; i++)
        {
            var type = schema.TypeOf(names[i]) ?? throw NotAName($"names[{i}]", names[i], "a name of this service");
            found[i] = snapshot.Find(type, names[i])?.Wrapped ?? throw Refusal.NotFound(names[i]);
        }

        return Encoded.Answer<TResponse>(
            new FieldsBody(Encoded.RecordField, found, snapshot.RevisionField(Encoded.GetRevisionField)), call);
    }

    /// <summary>Returns the versions of one resource, newest first: each names the revision of the one before.</summary>
    public async Task<(IReadOnlyList<ResourceVersion> Page, string NextPageToken, Revision Revision)> ListRevisionsAsync(
        IListRequest request, string name, ServerCallContext call)
    {
        var size = Paging.Size(request.PageSize);
        _ = schema.TypeOf(name) ?? throw NotAName("name", name, "a name of this service");
        var snapshot = await SnapshotAsync(request, call);
        var record = snapshot.Find(name) ?? throw Refusal.NotFound(name);
        var bound = Paging.Hash(name);
        var revision = request.PageToken.Length == 0 ? record.Revision : Paging.Decode(schema, request.PageToken, bound, snapshot.StoreId).Revision;
        var page = new List<ResourceVersion>(size);
        while (revision > 0 && page.Count < size)
        {
            var entry = replica.FindInTail(revision) ?? await log.FindAsync(revision, call.CancellationToken);
            if (entry is null)
            {
                break;
            }

            var change = entry.Changes.First(c => c.After.Name == name);
            page.Add(new ResourceVersion(ChangeEnvelope.Parser.ParseFrom(entry.Head.Span), ResourceChange.Parser.ParseFrom(change.Encoded.Span).Events, change.After));
            revision = change.PreviousRevision;
        }

        var next = page.Count == size && revision > 0 ? RevisionToken.Encode(schema.Service, snapshot.StoreId, revision, bound) : "";
        return (page, next, RevisionOf(snapshot));
    }

    async Task<Snapshot> AtLeastAsync(string token, CancellationToken cancel)
    {
        var wanted = RevisionToken.Decode(schema.Service, token, "revision token");
        if (wanted.StoreId != replica.Current.StoreId)
        {
            throw WatchRefusals.DatasetChanged(schema.Service);
        }

        if (wanted.Revision > replica.Current.Revision)
        {
            var newest = await NewestAsync(cancel);
            if (wanted.Revision > newest.Revision)
            {
                throw WatchRefusals.InFuture(newest.Revision);
            }
        }

        return replica.Current;
    }

    async Task<Snapshot> NewestAsync(CancellationToken cancel)
    {
        await follower.LookAsync(cancel);
        return replica.Current;
    }

    static ResourceType RequireType(string name, ResourceType wanted) =>
        wanted.Names(name) ? wanted : throw NotAName("name", name, $"the name of one {wanted}");

    static Refusal NotAName(string field, string value, string wanted) =>
        new Refusal(StatusCode.InvalidArgument, KosovoNato.Errors.V1.ErrorReason.InvalidRequest,
                $"{field}: \"{Short(value)}\" is not {wanted}. Ids are {ResourceId.Rule}.")
            .With(new Google.Rpc.BadRequest
            {
                FieldViolations = { new Google.Rpc.BadRequest.Types.FieldViolation { Field = field, Description = $"is not {wanted}; ids are {ResourceId.Rule}" } },
            });

    static string Short(string value) => value.Length <= 80 ? value : value[..80] + "…";
}

/// <summary>One version of a resource.</summary>
/// <param name="Meta">Revision, time, who and why; without the changes.</param>
/// <param name="Events">What happened: values of the service's event enum.</param>
public sealed record ResourceVersion(ChangeEnvelope Meta, IReadOnlyList<int> Events, Record Record);
