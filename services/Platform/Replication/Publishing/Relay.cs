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
/// Publishes the log on the bus, in the order of revisions, each at least once. One instance does it at a time; it notes how
/// far it is only after the broker has confirmed, and stops at the first failure to go on from there. Nobody who writes waits
/// for it: the log holds what is still to be published.
/// </summary>
sealed partial class Relay(
    Schema schema, ChangeBus bus, RelayLease lease, RelayLogReader changes, Replica replica, PlatformMetrics metrics, ServiceTracer traces,
    IOptions<BusOptions> options, TimeProvider timeProvider, ILogger<Relay> logger) : BackgroundService
{
    // Each note is a sync of the store's file, and writers wait for those. So many revisions may come twice after a crash.
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
    /// Publishes until it fails, the right is lost, or the service stops; gives the right up if it still has it. Also after a
    /// failure: another instance may reach the broker that this one does not.
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
    /// Sends the next revisions while the ones before are being confirmed: two halves of the window, so that the broker always
    /// has something to do. What is confirmed is noted from time to time, and as soon as there is nothing more to send.
    /// </summary>
    async Task PublishAsync(RelayLeaseSession right, ChangePublisher sender)
    {
        await using var flow = sender.OpenPipeline(options.Value.PublishTimeout, right.Token);
        var position = right.Held.Position;
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

    static bool IsDue(RelayPosition published, RelayPosition noted) =>
        published.StoreId != noted.StoreId || published.Revision - noted.Revision >= MaxUnsavedRevisions;

    async Task<InFlightBatch?> SendAsync(
        PublishPipeline flow, RelayPosition after, InFlightBatch? before, CancellationToken cancellationToken)
    {
        var window = await changes.ReadAsync(after, options.Value.MaxInFlight / 2, cancellationToken);
        if (window.Count == 0)
        {
            return null;
        }

        progress.Publishes((before?.From ?? after).Revision, before?.Oldest ?? window[0].RecordedAt);
        var sentAt = timeProvider.GetUtcNow();
        IReadOnlyList<OutgoingChange> fitting = [.. window.Where(Fits)];
        var sent = await flow.SendAsync(fitting);
        return new InFlightBatch(sent, fitting, sentAt, after, after with { Revision = window[^1].Id.Revision }, window[0].RecordedAt);
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
            // The store is not what the state in memory says; that is sorted out elsewhere.
            await Task.WhenAny(changed, Task.Delay(MaxPause, timeProvider, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Where to go on. In a store that has become another one, with its newest revision: by that, subscribers hear that what they
    /// have is of the past, and list again, as watchers do. What is before it they get by that list.
    /// </summary>
    RelayPosition ResumePosition(RelayPosition position, Snapshot newest)
    {
        if (position.StoreId == newest.StoreId)
        {
            return position;
        }

        var start = new RelayPosition(newest.StoreId, position == RelayPosition.None ? 0 : Math.Max(newest.Revision - 1, 0));
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
        Message = "Publishing of store {Store} starts with revision {Revision}.")]
    static partial void Starts(ILogger logger, string store, long revision);

    [LoggerMessage(EventName = "relay.stopped", Level = LogLevel.Warning,
        Message = "Publishing on the bus ({Bus}) stopped: {Reason} Changes are kept, and published as soon as it works.")]
    static partial void Stopped(ILogger logger, string bus, string reason);

    [LoggerMessage(EventName = "relay.resumed", Level = LogLevel.Information, Message = "Changes are published on the bus ({Bus}) again.")]
    static partial void Resumed(ILogger logger, string bus);

    [LoggerMessage(EventName = "relay.lease_lost", Level = LogLevel.Warning,
        Message = "Another instance publishes now, or the store did not answer in time.")]
    static partial void LeaseLost(ILogger logger);

    [LoggerMessage(EventName = "relay.revision_too_large", Level = LogLevel.Warning,
        Message = "Revision {Revision} has {Bytes} bytes with the states before; up to {Limit} are published (Bus:MaxMessageBytes). "
        + "Subscribers fetch it by Watch.")]
    static partial void TooLarge(ILogger logger, long revision, int bytes, int limit);
}
