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
/// Applies the changes of an upstream as ordinary writes: one commit with the mirrored resources, the position in the upstream's log, and
/// all derived changes. The request ID of a revision's commit is computed from its event ID and fingerprint, so that applying it twice has
/// no effect, and another revision with its number is applied.
/// </summary>
public sealed class MirrorWriter(
    Schema schema, Replica replica, CommitLoop commits, CommitLock turn, ServiceTracer traces, TimeProvider timeProvider)
{
    /// <summary>The position up to which an upstream was followed. Null if nothing is known about it.</summary>
    public UpstreamPosition? FollowedTo(string service) => replica.Current.UpstreamPositions.GetValueOrDefault(service);

    /// <summary>Whether a change of an upstream contains a resource that is mirrored here.</summary>
    public bool IsRelevant(string service, ChangeEnvelope change) => change.Changes.Any(one => Keeps(service, one.Resource));

    /// <summary>
    /// Applies one revision of an upstream. Does nothing if it was already applied, or if the mirrored resources end before
    /// <paramref name="after"/>, which means that revisions are missing.
    /// </summary>
    /// <param name="after">The last applied revision. All revisions between it and this one do not concern this service.</param>
    public async Task ApplyAsync(ChangeEventId cause, ChangeEnvelope change, long after, CancellationToken cancellationToken)
    {
        var trace = ChangeTraceContext.Read(change, cause);
        using var span = traces.StartProcess(schema.ChangesOf(cause.Service), cause, trace);
        var fingerprint = RevisionFingerprint.Compute(change);
        var learned = new MirrorUpdate
        {
            Service = cause.Service,
            StoreId = cause.StoreId,
            Revision = cause.Revision,
            Fingerprint = fingerprint.Value,
            Resources =
            {
                change.Changes.Where(one => Keeps(cause.Service, one.Resource))
                    .Select(one => new MirroredResource { Name = one.Name, Revision = cause.Revision, Resource = one.Resource }),
            },
        };
        await CommitAsync(cause, cause.ToGuid(fingerprint), span?.Context ?? trace, learned,
            present => present is { } to && to.StoreId == cause.StoreId && to.Revision >= after && to.Revision < cause.Revision,
            cancellationToken);
    }

    /// <summary>
    /// Replaces the mirrored resources of an upstream with a snapshot. Does nothing if another instance has applied a later one meanwhile.
    /// </summary>
    /// <param name="at">The revision of the snapshot.</param>
    /// <param name="replaced">
    /// The position that this snapshot replaces even if its number is greater, because it is not part of the upstream's history. Null if
    /// nothing was mirrored.
    /// </param>
    public Task ApplySnapshotAsync(
        string service, UpstreamPosition at, UpstreamPosition? replaced, IEnumerable<ResourceChange> state,
        CancellationToken cancellationToken)
    {
        var learned = new MirrorUpdate
        {
            Service = service,
            StoreId = at.StoreId,
            Revision = at.Revision,
            Fingerprint = at.Fingerprint.Value,
            Full = true,
            Resources =
            {
                state.Where(one => Keeps(service, one.Resource))
                    .Select(one => new MirroredResource { Name = one.Name, Revision = one.Revision, Resource = one.Resource }),
            },
        };
        return CommitAsync(new(service, at.StoreId, at.Revision), Guid.NewGuid(), default, learned,
            present => present is null || present == replaced || present.StoreId != at.StoreId || present.Revision < at.Revision,
            cancellationToken);
    }

    bool Keeps(string service, ByteString resource)
    {
        var fields = new WireReader(resource.Memory);
        return fields.Read() && schema.LearnedType(service, fields.Field) is not null;
    }

    async Task CommitAsync(
        ChangeEventId cause, Guid requestId, ActivityContext trace, MirrorUpdate learned, Func<UpstreamPosition?, bool> isNext,
        CancellationToken cancellationToken)
    {
        var outcome = await commits.RunAsync(
            snapshot => isNext(snapshot.UpstreamPositions.GetValueOrDefault(cause.Service))
                ? Prepare(snapshot, cause, requestId, trace, learned, cancellationToken)
                : null,
            cancellationToken);
        if (outcome is CommitOutcome.AlreadyCommitted repeated)
        {
            // Committed by another instance, or by this one, whose response was lost.
            replica.RequestRefresh();
            await replica.WaitForAsync(repeated.Revision, cancellationToken);
        }
        else if (outcome is CommitOutcome.RequestIdReused)
        {
            throw new InvalidOperationException($"{cause} was already applied with different content.");
        }
    }

    Commit Prepare(
        Snapshot state, ChangeEventId cause, Guid requestId, ActivityContext trace, MirrorUpdate learned,
        CancellationToken cancellationToken)
    {
        var builder = new Snapshot.Builder(state);
        MirrorChange.Of(schema, learned).Apply(builder);
        var mirrored = builder.Build(state.Revision, state.Id.Fingerprint, state.RecordedAt);
        var draft = new Transaction(mirrored, timeProvider.GetUtcNow(), ActorName.System, "");
        turn.Derivation?.Run(draft);
        var head = new ChangeEnvelope { Actor = ActorName.System, CausationId = cause.ToString(), RequestId = requestId.ToString("D") };
        ChangeTraceContext.Stamp(trace, head);
        return CommitFactory.Of(draft, head, requestId.ToString("N"), cause.ToString(), strictly: true, cancellationToken, learned);
    }
}
