using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Replication.Upstreams;

/// <summary>
/// Follows one upstream. Applies messages from the bus if they are next in order, and fetches missing revisions from the upstream itself,
/// at the first start or after a gap. A lost, repeated or reordered message therefore only delays the data.
/// </summary>
public sealed partial class UpstreamFollower : BackgroundService
{
    static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    readonly string service;
    readonly UpstreamWatchClient watch;
    readonly MirrorWriter learner;
    readonly Replica replica;
    readonly UpstreamOptions options;
    readonly TimeProvider timeProvider;
    readonly ILogger<UpstreamFollower> logger;
    readonly SemaphoreSlim gate = new(1, 1);
    readonly SemaphoreSlim wanted = new(1, 1);
    UpstreamPosition? recorded;
    UpstreamPosition? seen;
    bool isSuspended;
    long inStepAt;

    internal UpstreamFollower(
        string service, UpstreamWatchClient watch, MirrorWriter learner, Replica replica, IOptions<UpstreamOptions> options,
        TimeProvider timeProvider,
        PlatformMetrics metrics, ILogger<UpstreamFollower> logger)
    {
        (this.service, this.watch, this.learner, this.replica) = (service, watch, learner, replica);
        (this.options, this.timeProvider, this.logger) = (options.Value, timeProvider, logger);
        inStepAt = timeProvider.GetTimestamp();
        metrics.ObserveUpstream(service, () => timeProvider.GetElapsedTime(Volatile.Read(ref inStepAt)).TotalSeconds);
    }

    /// <summary>
    /// Applies a change from the bus. A gap or an unavailable store is not an error: the missing revisions are fetched from the upstream
    /// later.
    /// </summary>
    public async Task HandleAsync(ChangeEventId id, ChangeEnvelope change, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (KnownPosition() is { } position && position.StoreId == id.StoreId)
            {
                if (id.Revision == position.Revision && RevisionFingerprint.Compute(change) == position.Fingerprint)
                {
                    return;
                }

                // A known number is a repeat, or another revision with that number, because an older copy of the upstream's store was
                // restored. Only the upstream can tell. Apply nothing before: the next number could follow the other revision.
                isSuspended |= id.Revision <= position.Revision;
                if (!isSuspended && id.Revision == position.Revision + 1)
                {
                    await AdvanceAsync(id, change, cancellationToken);
                    return;
                }
            }
        }
        catch (ApiException away)
        {
            Postponed(logger, service, away.Message);
        }
        finally
        {
            gate.Release();
        }

        RequestCatchUp();
    }

    /// <summary>Requests the missing revisions, which are fetched in the background.</summary>
    public void RequestCatchUp()
    {
        try
        {
            wanted.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already requested.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pause = MinPause;
        var failing = false;
        var reason = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await wanted.WaitAsync(failing ? pause : options.PollInterval, stoppingToken);
                await CatchUpAsync(stoppingToken);
                if (failing)
                {
                    Back(logger, service);
                }

                (failing, pause, reason) = (false, MinPause, "");
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away) when (away is RpcException or ApiException)
            {
                var now = away is RpcException rpc ? rpc.Status.Detail : away.Message;
                if (now != reason)
                {
                    Away(logger, service, now);
                }

                (failing, reason) = (true, now);
                pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
            }
        }
    }

    /// <summary>Fetches the missing revisions, or a snapshot if the position is not part of the upstream's current history.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await replica.WaitForAsync(0, cancellationToken);
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!await TryApplyMissingAsync(cancellationToken))
            {
                await ApplySnapshotAsync(cancellationToken);
            }

            isSuspended = false;
            Volatile.Write(ref inStepAt, timeProvider.GetTimestamp());
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Returns false if the position is not part of the upstream's history, or if there is none.</summary>
    async Task<bool> TryApplyMissingAsync(CancellationToken cancellationToken)
    {
        if (KnownPosition() is not { } position)
        {
            return false;
        }

        var newest = await NewestAsync(cancellationToken);
        if (position.StoreId != newest.StoreId || position.Revision == newest.Revision)
        {
            return position == newest;
        }

        try
        {
            // The upstream verifies the position, also one after its head: another of its instances may be ahead.
            await ApplySinceAsync(position, Math.Max(position.Revision, newest.Revision), cancellationToken);
            return true;
        }
        catch (RpcException gone) when (gone.StatusCode == StatusCode.OutOfRange)
        {
            return false;
        }
    }

    /// <summary>
    /// The position up to which all revisions are known: the position in the snapshot, or a later one if the revisions in between do not
    /// concern this service.
    /// </summary>
    UpstreamPosition? KnownPosition()
    {
        if (learner.FollowedTo(service) is var known && known != recorded)
        {
            recorded = seen = known;
        }

        return seen;
    }

    async Task AdvanceAsync(ChangeEventId id, ChangeEnvelope change, CancellationToken cancellationToken)
    {
        if (id.Revision <= seen!.Revision)
        {
            return;
        }

        if (learner.IsRelevant(service, change))
        {
            await learner.ApplyAsync(id, change, learner.FollowedTo(service)!.Revision, cancellationToken);
            // If the store loses this revision, its position differs from this one, and the change is fetched again.
            recorded = learner.FollowedTo(service);
        }

        seen = new UpstreamPosition(id.StoreId, id.Revision, RevisionFingerprint.Compute(change));
    }

    async Task<UpstreamPosition> NewestAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in watch.ReadAsync(new ChangeWatchRequest { FromNow = true }, options.IdleTimeout, cancellationToken))
        {
            if (message.Bookmark is not null)
            {
                return PositionOf(message);
            }
        }

        throw Ended();
    }

    async Task ApplySinceAsync(UpstreamPosition position, long upTo, CancellationToken cancellationToken)
    {
        var start = new RevisionId(position.StoreId, position.Revision, position.Fingerprint);
        var request = new ChangeWatchRequest { RevisionToken = RevisionToken.Encode(service, start) };
        await foreach (var message in watch.ReadAsync(request, options.IdleTimeout, cancellationToken))
        {
            foreach (var change in message.Revisions)
            {
                await AdvanceAsync(new ChangeEventId(service, position.StoreId, change.Revision), change, cancellationToken);
            }

            if (seen!.Revision >= upTo)
            {
                return;
            }
        }

        throw Ended();
    }

    async Task ApplySnapshotAsync(CancellationToken cancellationToken)
    {
        var state = new List<ResourceChange>();
        await foreach (var message in watch.ReadAsync(
            new ChangeWatchRequest { SnapshotFirst = true }, options.IdleTimeout, cancellationToken))
        {
            state.AddRange(message.Snapshot);
            if (message.SnapshotEnd is not null)
            {
                var position = PositionOf(message);
                await learner.ApplySnapshotAsync(service, position, replaced: recorded, state, cancellationToken);
                recorded = seen = learner.FollowedTo(service);
                LearnedAll(logger, service, position.Revision, state.Count);
                return;
            }
        }

        throw Ended();
    }

    /// <summary>Decodes the resume token. Services can read each other's tokens, because they share this code.</summary>
    UpstreamPosition PositionOf(ChangeWatchResponse message)
    {
        var revision = RevisionToken.DecodeResume(service, message.ResumeToken);
        return new(revision.StoreId, revision.Number, revision.Fingerprint);
    }

    static RpcException Ended() => new(new Status(StatusCode.Unavailable, "The stream of the upstream ended."));

    public override void Dispose()
    {
        base.Dispose();
        watch.Dispose();
        gate.Dispose();
        wanted.Dispose();
    }

    [LoggerMessage(EventName = "upstream.snapshot_applied", Level = LogLevel.Information,
        Message = "Upstream {Upstream}: applied the snapshot of revision {Revision} with {Count} resources.")]
    static partial void LearnedAll(ILogger logger, string upstream, long revision, int count);

    [LoggerMessage(EventName = "upstream.unavailable", Level = LogLevel.Warning,
        Message = "Upstream {Upstream} is unavailable. Fields derived from its facts keep their values; retrying. Reason: {Reason}")]
    static partial void Away(ILogger logger, string upstream, string reason);

    [LoggerMessage(EventName = "upstream.recovered", Level = LogLevel.Information, Message = "Upstream {Upstream} is available again.")]
    static partial void Back(ILogger logger, string upstream);

    [LoggerMessage(EventName = "upstream.change_deferred", Level = LogLevel.Warning,
        Message = "A change of upstream {Upstream} could not be applied and will be fetched from it: {Reason}")]
    static partial void Postponed(ILogger logger, string upstream, string reason);
}
