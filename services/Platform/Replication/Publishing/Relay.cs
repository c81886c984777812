using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Replication.Bus;
using KosovoNato.Storage;
using KosovoNato.Storage.Leases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Replication.Publishing;

/// <summary>
/// Publishes the log on the bus: every revision, in order, at least once. One instance publishes at a time. It saves its position only
/// after the broker has confirmed, and after a failure resumes from that position. Writers do not wait for it, because the log keeps
/// unpublished revisions.
/// </summary>
sealed partial class Relay(
    Schema schema, ChangeBus bus, RelayLease lease, RelayLogReader changes, Replica replica, ReplicaFollower follower,
    HistoryVerifier history, PlatformMetrics metrics, ServiceTracer traces, IOptions<BusOptions> options, TimeProvider timeProvider,
    ILogger<Relay> logger) : BackgroundService
{
    // Each save syncs the store's file, and writers wait for that. After a crash, up to this many revisions are published twice.
    const int MaxUnsavedRevisions = 256;

    static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(1);

    readonly RelayMetrics progress = new(replica, metrics, timeProvider);
    TimeSpan pause = MinPause;
    bool failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var sender = await bus.GetPublisherAsync(schema.Changes);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await replica.WaitForAsync(0, stoppingToken);
                if (await lease.AcquireAsync(stoppingToken) is { } held)
                {
                    await PublishWhileLeasedAsync(held, sender, stoppingToken);
                }

                progress.Ends();
                await Task.Delay(MaxPause, timeProvider, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is BusUnavailableException or ApiException)
            {
                Failed(e);
                await Task.WhenAny(Task.Delay(pause, timeProvider, stoppingToken));
                pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
            }
        }
    }

    /// <summary>
    /// Publishes until a failure, the loss of the lease or the stop of the service, and then releases the lease if it is still held. It is
    /// released after a failure too, because another instance may be able to reach the broker.
    /// </summary>
    async Task PublishWhileLeasedAsync(RelayLease.LeaseGrant held, ChangePublisher sender, CancellationToken cancellationToken)
    {
        using var right = new RelayLeaseSession(lease, held, timeProvider, cancellationToken);
        try
        {
            await PublishAsync(right, sender);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LeaseLost(logger);
        }
        finally
        {
            await right.ReleaseAsync();
        }
    }

    /// <summary>
    /// Sends the next revisions while the previous ones are being confirmed. Each batch is half of the window, so that the broker always
    /// has work. The position is saved from time to time, and whenever there is nothing more to send.
    /// </summary>
    async Task PublishAsync(RelayLeaseSession right, ChangePublisher sender)
    {
        await using var flow = sender.OpenPipeline(options.Value.PublishTimeout, right.Token);
        var position = right.Held.Position;
        await VerifyAsync(position, right.Token);
        InFlightBatch? before = null;
        while (true)
        {
            var changed = replica.Changed;
            var newest = replica.Current;
            position = ResumePosition(position, newest);
            var now = position.Revision < newest.Revision ? await SendAsync(flow, position, before, right.Token) : null;
            if (before is not null)
            {
                await flow.WaitForConfirmationAsync(before.Sent);
                Succeeded((int)(before.To.Revision - before.From.Revision));
                traces.Published(before.Changes.Select(change => (change.Topic, change.Id, change.Traceparent)), before.SentAt);
                if (now is null || IsDue(before.To, right.Held.Position))
                {
                    await right.SaveAsync(before.To);
                }
            }
            else if (now is null)
            {
                await WaitAsync(position, newest, changed, right.Token);
            }

            before = now;
            position = now?.To ?? position;
        }
    }

    /// <summary>
    /// Gives the store a new ID if it does not have the published revisions. An instance can save its position after an older copy was
    /// restored and before it notices. The subscribers then have other revisions with the next numbers, and must list again.
    /// </summary>
    async Task VerifyAsync(RelayPosition published, CancellationToken cancellationToken)
    {
        await follower.RefreshAsync(cancellationToken);
        var newest = replica.Current;
        if (published.StoreId == newest.StoreId && (published.Revision > newest.Revision
            || !await history.ContainsAsync(published.Id, newest, cancellationToken)))
        {
            await follower.RenewStoreIdAsync(newest.StoreId, published.Revision, newest.Revision, cancellationToken);
            await follower.RefreshAsync(cancellationToken);
        }
    }

    static bool IsDue(RelayPosition published, RelayPosition noted) =>
        published.StoreId != noted.StoreId || published.Revision - noted.Revision >= MaxUnsavedRevisions;

    async Task<InFlightBatch?> SendAsync(
        PublishPipeline flow, RelayPosition after, InFlightBatch? before, CancellationToken cancellationToken)
    {
        var (window, end) = await changes.ReadAsync(after, options.Value.MaxInFlight / 2, cancellationToken);
        if (window.Count == 0)
        {
            return null;
        }

        progress.Publishes((before?.From ?? after).Revision, before?.Oldest ?? window[0].RecordedAt);
        var sentAt = timeProvider.GetUtcNow();
        IReadOnlyList<OutgoingChange> fitting = [.. window.Where(Fits)];
        var sent = await flow.SendAsync(fitting);
        return new InFlightBatch(sent, fitting, sentAt, after, end, window[0].RecordedAt);
    }

    async Task WaitAsync(RelayPosition position, Snapshot newest, Task changed, CancellationToken cancellationToken)
    {
        if (position.Revision >= newest.Revision)
        {
            progress.CaughtUp(position.Revision);
            await changed.WaitAsync(cancellationToken);
        }
        else
        {
            // The store was replaced and this replica does not have the new one yet. The follower reloads it.
            await Task.WhenAny(changed, Task.Delay(MaxPause, timeProvider, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Returns the position to continue from. If the store was replaced, publishing continues with the head revision: it tells subscribers
    /// that their data is outdated, so that they list again, as watchers do. That list includes the earlier revisions. Without a saved
    /// position, publishing starts at the beginning of the log.
    /// </summary>
    RelayPosition ResumePosition(RelayPosition position, Snapshot newest)
    {
        if (position.StoreId == newest.StoreId)
        {
            return position;
        }

        var after = position == RelayPosition.None ? 0 : Math.Max(newest.Revision - 1, 0);
        var start = new RelayPosition(new(newest.StoreId, after, default));
        Starts(logger, start.StoreId, start.Revision + 1);
        return start;
    }

    /// <summary>Revisions that were sent and are not confirmed yet.</summary>
    sealed record InFlightBatch(
        PublishPipeline.PublishTicket Sent, IReadOnlyList<OutgoingChange> Changes, DateTimeOffset SentAt, RelayPosition From,
        RelayPosition To, DateTimeOffset Oldest);

    bool Fits(OutgoingChange change)
    {
        if (change.Body.Length <= options.Value.MaxMessageBytes)
        {
            return true;
        }

        TooLarge(logger, change.Id.Revision, change.Body.Length, options.Value.MaxMessageBytes);
        return false;
    }

    void Succeeded(int count)
    {
        metrics.RelayPublished(count);
        pause = MinPause;
        if (failing)
        {
            failing = false;
            Resumed(logger, bus.Name);
        }
    }

    void Failed(Exception reason)
    {
        metrics.RelayFailed();
        if (!failing)
        {
            failing = true;
            Stopped(logger, bus.Name, reason.Message);
        }
    }

    [LoggerMessage(EventName = "relay.started", Level = LogLevel.Information,
        Message = "Relay: publishing store {Store} from revision {Revision}.")]
    static partial void Starts(ILogger logger, string store, long revision);

    [LoggerMessage(EventName = "relay.stopped", Level = LogLevel.Warning,
        Message = "Relay: publishing on the bus ({Bus}) failed. Changes stay in the log; retrying. Reason: {Reason}")]
    static partial void Stopped(ILogger logger, string bus, string reason);

    [LoggerMessage(EventName = "relay.resumed", Level = LogLevel.Information, Message = "Relay: publishing on the bus ({Bus}) resumed.")]
    static partial void Resumed(ILogger logger, string bus);

    [LoggerMessage(EventName = "relay.lease_lost", Level = LogLevel.Warning,
        Message = "Relay lost its lease: another instance holds it, or the store did not answer in time. This instance stopped publishing "
        + "and tries to acquire the lease again.")]
    static partial void LeaseLost(ILogger logger);

    [LoggerMessage(EventName = "relay.revision_too_large", Level = LogLevel.Warning,
        Message = "Relay: revision {Revision} is not published. It has {Bytes} bytes with the previous versions; the limit is {Limit} "
        + "(Bus:MaxMessageBytes). Subscribers fetch it by Watch.")]
    static partial void TooLarge(ILogger logger, long revision, int bytes, int limit);
}
