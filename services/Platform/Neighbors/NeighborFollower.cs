using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Store;
using KosovoNato.Platform.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using EventId = KosovoNato.Platform.Changes.EventId;

namespace KosovoNato.Platform.Neighbors;

/// <summary>
/// Follows one neighbor. Messages on the bus are taken in as they come, if they are the next ones; what is missing, at the first
/// start or after a gap, is fetched from the neighbor itself. So a lost, repeated or reordered message changes nothing but the
/// time at which something is known.
/// </summary>
public sealed partial class NeighborFollower : BackgroundService
{
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    readonly string service;
    readonly NeighborWatch watch;
    readonly Learner learner;
    readonly Replica replica;
    readonly NeighborOptions options;
    readonly TimeProvider time;
    readonly ILogger<NeighborFollower> log;
    readonly SemaphoreSlim one = new(1, 1);
    readonly SemaphoreSlim wanted = new(1, 1);
    FollowedTo? seen;
    long inStepAt;

    internal NeighborFollower(
        string service, NeighborWatch watch, Learner learner, Replica replica, IOptions<NeighborOptions> options, TimeProvider time,
        PlatformMetrics metrics, ILogger<NeighborFollower> log)
    {
        (this.service, this.watch, this.learner, this.replica) = (service, watch, learner, replica);
        (this.options, this.time, this.log) = (options.Value, time, log);
        inStepAt = time.GetTimestamp();
        metrics.ObserveFollower(service, () => time.GetElapsedTime(Volatile.Read(ref inStepAt)).TotalSeconds);
    }

    /// <summary>
    /// Takes in what the bus brought. It never fails because of a gap, or because the store is away: then what is missing is
    /// fetched from the neighbor as soon as that works.
    /// </summary>
    public async Task TakeInAsync(EventId id, ChangeEnvelope change, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (Seen() is { } position && position.Store == id.Store && id.Revision <= position.Revision + 1)
            {
                await AdvanceAsync(id, change, cancel);
                return;
            }
        }
        catch (Refusal away)
        {
            Postponed(log, service, away.Message);
        }
        finally
        {
            one.Release();
        }

        CatchUpSoon();
    }

    /// <summary>Asks for everything that is missing; it is fetched in the background.</summary>
    public void CatchUpSoon()
    {
        try
        {
            wanted.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is wanted already.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pause = ShortestPause;
        var failing = false;
        var reason = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await wanted.WaitAsync(failing ? pause : options.CheckEvery, stoppingToken);
                await CatchUpAsync(stoppingToken);
                if (failing)
                {
                    Back(log, service);
                }

                (failing, pause, reason) = (false, ShortestPause, "");
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away) when (away is RpcException or Refusal)
            {
                var now = away is RpcException rpc ? rpc.Status.Detail : away.Message;
                if (now != reason)
                {
                    Away(log, service, now);
                }

                (failing, reason) = (true, now);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>Fetches what is missing: nothing, the revisions since the last one, or everything.</summary>
    public async Task CatchUpAsync(CancellationToken cancel)
    {
        await replica.WaitForAsync(0, cancel);
        await one.WaitAsync(cancel);
        try
        {
            var newest = await NewestAsync(cancel);
            if (Seen() is not { } position || position.Store != newest.Store)
            {
                await LearnAllAsync(cancel);
            }
            else if (position.Revision < newest.Revision)
            {
                await LearnSinceAsync(position, newest.Revision, cancel);
            }

            Volatile.Write(ref inStepAt, time.GetTimestamp());
        }
        catch (RpcException gone) when (gone.StatusCode == StatusCode.OutOfRange)
        {
            await LearnAllAsync(cancel);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>How far all is known: as the state has it, or further where what followed does not concern us.</summary>
    FollowedTo? Seen()
    {
        var known = learner.FollowedTo(service);
        if (known is null || seen is null || known.Store != seen.Store || known.Revision > seen.Revision)
        {
            seen = known;
        }

        return seen;
    }

    async Task AdvanceAsync(EventId id, ChangeEnvelope change, CancellationToken cancel)
    {
        if (id.Revision <= seen!.Revision)
        {
            return;
        }

        if (learner.Concerns(service, change))
        {
            await learner.LearnAsync(id, change, learner.FollowedTo(service)!.Revision, cancel);
        }

        seen = new FollowedTo(id.Store, id.Revision);
    }

    async Task<FollowedTo> NewestAsync(CancellationToken cancel)
    {
        await foreach (var message in watch.ReadAsync(new ChangeWatchRequest { FromNow = true }, options.Silence, cancel))
        {
            if (message.Progress is not null)
            {
                return PositionOf(message);
            }
        }

        throw Ended();
    }

    async Task LearnSinceAsync(FollowedTo position, long upTo, CancellationToken cancel)
    {
        var request = new ChangeWatchRequest { RevisionToken = RevisionToken.Encode(service, position.Store, position.Revision) };
        await foreach (var message in watch.ReadAsync(request, options.Silence, cancel))
        {
            foreach (var change in message.Revisions)
            {
                await AdvanceAsync(new EventId(service, position.Store, change.Revision), change, cancel);
            }

            if (seen!.Revision >= upTo)
            {
                return;
            }
        }

        throw Ended();
    }

    async Task LearnAllAsync(CancellationToken cancel)
    {
        var state = new List<ResourceChange>();
        await foreach (var message in watch.ReadAsync(new ChangeWatchRequest { SnapshotFirst = true }, options.Silence, cancel))
        {
            state.AddRange(message.Snapshot);
            if (message.SnapshotEnd is not null)
            {
                var position = PositionOf(message);
                await learner.LearnAllAsync(new EventId(service, position.Store, position.Revision), state, cancel);
                seen = position;
                LearnedAll(log, service, position.Revision, state.Count);
                return;
            }
        }

        throw Ended();
    }

    /// <summary>A service's own tokens are not opaque to its siblings, which are made of the same code.</summary>
    FollowedTo PositionOf(ChangeWatchResponse message)
    {
        var parts = RevisionToken.DecodeResume(service, message.ResumeToken);
        return new FollowedTo(parts.StoreId, parts.Revision);
    }

    static RpcException Ended() => new(new Status(StatusCode.Unavailable, "Its stream ended."));

    public override void Dispose()
    {
        base.Dispose();
        watch.Dispose();
        one.Dispose();
        wanted.Dispose();
    }

    [LoggerMessage(EventName = "neighbor.learned_all", Level = LogLevel.Information, Message = "Learned all of {Neighbor}: revision {Revision}, {Count} resources.")]
    static partial void LearnedAll(ILogger log, string neighbor, long revision, int count);

    [LoggerMessage(EventName = "neighbor.away", Level = LogLevel.Warning, Message = "{Neighbor} cannot be followed now: {Reason}. What rests on its facts stays as it is.")]
    static partial void Away(ILogger log, string neighbor, string reason);

    [LoggerMessage(EventName = "neighbor.back", Level = LogLevel.Information, Message = "{Neighbor} is followed again.")]
    static partial void Back(ILogger log, string neighbor);

    [LoggerMessage(EventName = "neighbor.postponed", Level = LogLevel.Warning, Message = "A change of {Neighbor} could not be taken in now and will be fetched: {Reason}")]
    static partial void Postponed(ILogger log, string neighbor, string reason);
}
