using System.Diagnostics;
using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Storage;
using KosovoNato.Storage.Writes;
using KosovoNato.Store.V1;

namespace KosovoNato.Replication.Upstreams;

/// <summary>
/// Takes in what a neighbor did, as a write like any other: one commit with the copies, how far the neighbor was followed, and all
/// that follows from it. Its request id is the id of the neighbor's event, so a repeat changes nothing, whoever delivers it.
/// </summary>
public sealed class MirrorWriter(
    Schema schema, Replica replica, CommitLoop commits, CommitLock turn, ServiceTracer traces, TimeProvider timeProvider)
{
    /// <summary>How far a neighbor was followed; none if nothing is known of it.</summary>
    public UpstreamPosition? FollowedTo(string service) => replica.Current.UpstreamPositions.GetValueOrDefault(service);

    /// <summary>Says whether a change of a neighbor has anything that is kept here.</summary>
    public bool IsRelevant(string service, ChangeEnvelope change) => change.Changes.Any(one => Keeps(service, one.Resource));

    /// <summary>
    /// Takes in one revision of a neighbor. Does nothing if it is known already, or if what is known ends before
    /// <paramref name="after"/>: then those between are missing.
    /// </summary>
    /// <param name="after">The revision up to which all is known, or does not concern this service.</param>
    public async Task ApplyAsync(ChangeEventId cause, ChangeEnvelope change, long after, CancellationToken cancellationToken)
    {
        var trace = ChangeTraceContext.Read(change, cause);
        using var span = traces.StartProcess(schema.ChangesOf(cause.Service), cause, trace);
        var learned = new Learned
        {
            Service = cause.Service,
            Store = cause.StoreId,
            Revision = cause.Revision,
            Resources =
            {
                change.Changes.Where(one => Keeps(cause.Service, one.Resource))
                    .Select(one => new LearnedResource { Name = one.Name, Revision = cause.Revision, Resource = one.Resource }),
            },
        };
        await CommitAsync(cause, cause.ToGuid(), span?.Context ?? trace, learned,
            present => present is { } to && to.StoreId == cause.StoreId && to.Revision >= after && to.Revision < cause.Revision,
            cancellationToken);
    }

    /// <summary>Takes in all that a neighbor has, in place of what was known of it.</summary>
    /// <param name="at">Its store, and the revision of the state.</param>
    public Task ApplySnapshotAsync(ChangeEventId at, IEnumerable<ResourceChange> state, CancellationToken cancellationToken)
    {
        var learned = new Learned
        {
            Service = at.Service,
            Store = at.StoreId,
            Revision = at.Revision,
            Replaces = true,
            Resources =
            {
                state.Where(one => Keeps(at.Service, one.Resource))
                    .Select(one => new LearnedResource { Name = one.Name, Revision = one.Revision, Resource = one.Resource }),
            },
        };
        return CommitAsync(at, Guid.NewGuid(), default, learned,
            present => present is null || present.StoreId != at.StoreId || present.Revision < at.Revision, cancellationToken);
    }

    bool Keeps(string service, ByteString resource)
    {
        var fields = new WireReader(resource.Memory);
        return fields.Read() && schema.LearnedType(service, fields.Field) is not null;
    }

    async Task CommitAsync(
        ChangeEventId cause, Guid requestId, ActivityContext trace, Learned learned, Func<UpstreamPosition?, bool> isNext,
        CancellationToken cancellationToken)
    {
        var outcome = await commits.RunAsync(
            snapshot => isNext(snapshot.UpstreamPositions.GetValueOrDefault(cause.Service))
                ? Prepare(snapshot, cause, requestId, trace, learned, cancellationToken)
                : null,
            cancellationToken);
        if (outcome is CommitOutcome.AlreadyCommitted repeated)
        {
            // By another instance, or by this one before the answer was lost.
            replica.RequestRefresh();
            await replica.WaitForAsync(repeated.Revision, cancellationToken);
        }
        else if (outcome is CommitOutcome.RequestIdReused)
        {
            throw new InvalidOperationException($"{cause} was applied with another content.");
        }
    }

    Commit Prepare(
        Snapshot state, ChangeEventId cause, Guid requestId, ActivityContext trace, Learned learned, CancellationToken cancellationToken)
    {
        var builder = new Snapshot.Builder(state);
        MirrorChange.Of(schema, learned).Apply(builder);
        var draft = new Transaction(builder.Build(state.Revision, state.RecordedAt), timeProvider.GetUtcNow(), ActorName.System, "");
        turn.Derivation?.Run(draft);
        var head = new ChangeEnvelope { Actor = ActorName.System, Cause = cause.ToString(), RequestId = requestId.ToString("D") };
        ChangeTraceContext.Stamp(trace, head);
        return CommitFactory.Of(draft, head, requestId.ToString("N"), cause.ToString(), strictly: true, cancellationToken, learned);
    }
}
