using System.Threading.Channels;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// Group commit: while one group is being written to disk, the next one accumulates, so that many writers share one script call and one
/// fsync. Each write in a group is atomic on its own.
/// </summary>
public sealed partial class Committer(
    StoreConnection store, Replica replica, Schema schema, IOptions<StoreOptions> options, TimeProvider timeProvider,
    PlatformMetrics metrics, ServiceTracer traces, ILogger<Committer> logger) : BackgroundService
{
    const int MaxBytes = 4 << 20;
    const int MaxWaiting = 4_096;

    static readonly string Script = LoadScript();

    readonly Channel<Commit> waiting = Channel.CreateBounded<Commit>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    bool refused;
    bool retrying;

    /// <summary>Commits one write. Completes when the write is on disk and visible to readers of this instance.</summary>
    internal async Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        using var span = traces.BeginCommit();
        CommitOutcome? outcome = null;
        try
        {
            await waiting.Writer.WriteAsync(commit, cancellationToken);
            return outcome = await commit.Outcome.WaitAsync(cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw ApiException.ServerDraining();
        }
        finally
        {
            ServiceTracer.SetOutcome(span, outcome?.GetType().Name, (outcome as CommitOutcome.Committed)?.Entry.Revision);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var group = new List<Commit>(options.Value.MaxCommitBatch);
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            group.Clear();
            for (var bytes = 0; group.Count < options.Value.MaxCommitBatch && bytes < MaxBytes && waiting.Reader.TryRead(out var next);)
            {
                // Skip canceled writes: nothing has been sent to the store for them.
                if (!next.CancellationToken.IsCancellationRequested)
                {
                    bytes += next.Size;
                    group.Add(next);
                }
            }

            if (group.Count > 0)
            {
                await CommitGroupAsync(group);
            }
        }
    }

    /// <summary>Accepts no further writes, and waits until the accepted writes are finished.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        if (ExecuteTask is { } running)
        {
            // Like the base class: a stop that takes longer than the host allows is no error.
            await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Sends a group until the store answers. If the connection breaks, the outcome is unknown, but a retry is safe: the store recognizes
    /// committed writes by their request IDs. Callers get an error only after the retry timeout, and can retry in the same way.
    /// </summary>
    async Task CommitGroupAsync(List<Commit> group)
    {
        var started = timeProvider.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var entries = await SendAsync(group);
                metrics.RecordCommits(entries, timeProvider.GetElapsedTime(started));
                (refused, retrying) = (false, false);
                return;
            }
            catch (Exception e) when (IsTransient(e) && timeProvider.GetElapsedTime(started) < options.Value.RetryTimeout)
            {
                LogRetryOnce(e);
                if (StoreErrors.IsUnavailable(e))
                {
                    // The write may have ended the store, because its disk is full. Then it must not be sent again.
                    store.Suspect();
                }

                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(20 * attempt, 250)), timeProvider);
            }
            catch (Exception e)
            {
                LogFailure(e);
                // Each commit gets its own exception, because callers add metadata to it.
                group.ForEach(commit => commit.Fail(ToApiException(e)));
                return;
            }
        }
    }

    static bool IsTransient(Exception e) => StoreErrors.IsUnavailable(e) || (StoreErrors.IsReadOnly(e) && !StoreErrors.IsFull(e));

    static Exception ToApiException(Exception e) =>
        StoreErrors.IsUnavailable(e) || e is ApiException { Reason: ErrorReason.StoreUnavailable } ? ApiException.StoreUnavailable(e)
        : StoreErrors.IsReadOnly(e) || e is ApiException { Reason: ErrorReason.StoreReadOnly } ? ApiException.StoreReadOnly(e)
        : e;

    /// <summary>Logs an outage once, not at each attempt of each write.</summary>
    void LogRetryOnce(Exception e)
    {
        if (!retrying)
        {
            Retrying(logger, StoreErrors.Explain(e));
        }

        retrying = true;
    }

    /// <summary>Logs a read-only store once, not for each write.</summary>
    void LogFailure(Exception e)
    {
        if (StoreErrors.IsReadOnly(e))
        {
            if (!refused)
            {
                Refused(logger, StoreErrors.Explain(e));
            }

            refused = true;
        }
        else if (!StoreErrors.IsUnavailable(e) && e is not ApiException)
        {
            Failed(logger, e);
        }
    }

    async Task<int> SendAsync(List<Commit> group)
    {
        var session = await store.OpenForWritesAsync(CancellationToken.None);
        var arguments = CommitArguments.Of(replica.Current.StoreId, store.Channel, store.Instance, group);
        var rows = (RedisResult[])(await session.DurablyAsync(
            session.Writes, database => database.ScriptEvaluateAsync(Script, [store.Key], arguments)))!;
        if ((int)rows[0] == 0)
        {
            replica.RequestRefresh();
            throw ApiException.StoreUnavailable();
        }

        var entries = new List<RevisionEntry>(group.Count);
        var outcomes = new CommitOutcome[group.Count];
        for (var i = 0; i < group.Count; i++)
        {
            outcomes[i] = Outcome((RedisResult[])rows[i + 1]!, group[i]);
            if (outcomes[i] is CommitOutcome.Committed committed)
            {
                entries.Add(committed.Entry);
            }
        }

        await replica.ApplyCommittedAsync(entries, options.Value.RetryTimeout);
        for (var i = 0; i < group.Count; i++)
        {
            group[i].Resolve(outcomes[i]);
        }

        return entries.Count;
    }

    CommitOutcome Outcome(RedisResult[] row, Commit commit) => (int)row[0] switch
    {
        1 => new CommitOutcome.Committed(RevisionEntry.Parse(schema, (long)row[1], (long)row[2], commit.Change)),
        2 => new CommitOutcome.AlreadyCommitted((long)row[1]),
        3 => new CommitOutcome.RequestIdReused((long)row[1]),
        _ => new CommitOutcome.Conflict((string)row[1]!, (long)row[2]),
    };

    static string LoadScript()
    {
        using var stream = typeof(Committer).Assembly.GetManifestResourceStream("KosovoNato.Storage.Commit.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [LoggerMessage(EventName = "store.commit_retried", Level = LogLevel.Warning,
        Message = "The store did not acknowledge a group of writes; retrying until Store:RetryTimeout expires: {Reason}")]
    static partial void Retrying(ILogger logger, string reason);

    [LoggerMessage(EventName = "store.commit_rejected", Level = LogLevel.Warning,
        Message = "The store is read-only; writes are rejected until it accepts them again: {Reason}")]
    static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(EventName = "store.commit_failed", Level = LogLevel.Error,
        Message = "A group of writes failed with an unexpected error, which is returned to the callers.")]
    static partial void Failed(ILogger logger, Exception reason);
}
