using System.Threading.Channels;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// Commits writes in groups: while one group is on its way to disk the next one gathers, so many writers share one sync and
/// one call of the store. Each write stays atomic for itself.
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

    /// <summary>Commits one write. Completes when it is on disk and readers of this instance see it.</summary>
    internal async Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        using var span = traces.BeginCommit();
        CommitOutcome? outcome = null;
        try
        {
            await waiting.Writer.WriteAsync(commit, cancellationToken);
            return outcome = await commit.Outcome.WaitAsync(cancellationToken);
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
                // A caller who has gone is not served: nothing of it was sent yet.
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

    /// <summary>Lets the writes under way finish, and no new ones in.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        if (ExecuteTask is { } running)
        {
            await running.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// If the connection breaks, nobody knows what of the group was committed. It is sent again until there is an answer: a
    /// write that was committed is recognized by its request id. Only after the patience are the callers told, and they can
    /// do the same.
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
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(20 * attempt, 250)), timeProvider);
            }
            catch (Exception e)
            {
                LogFailure(e);
                // Each gets its own: those who pass a refusal on add to it.
                group.ForEach(commit => commit.Fail(ToApiException(e)));
                return;
            }
        }
    }

    static bool IsTransient(Exception e) => StoreErrors.IsUnavailable(e) || (StoreErrors.IsReadOnly(e) && !StoreErrors.IsOutOfMemory(e));

    static Exception ToApiException(Exception e) =>
        StoreErrors.IsUnavailable(e) ? ApiException.StoreUnavailable() : StoreErrors.IsReadOnly(e) ? ApiException.StoreReadOnly() : e;

    /// <summary>Of an outage the log hears once, not at each attempt of each write.</summary>
    void LogRetryOnce(Exception e)
    {
        if (!retrying)
        {
            Retrying(logger, e.Message);
        }

        retrying = true;
    }

    /// <summary>Of a store that takes no writes the log hears once, not at each of them.</summary>
    void LogFailure(Exception e)
    {
        if (StoreErrors.IsReadOnly(e))
        {
            if (!refused)
            {
                Refused(logger, e.Message);
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
        var connections = await store.OpenAsync(CancellationToken.None);
        var believed = replica.Current.StoreId;
        var database = connections.Writes.GetDatabase();
        var answering = database.ScriptEvaluateAsync(
            Script, [store.Key], CommitArguments.Of(believed, store.Channel, store.Instance, group));
        var syncing = connections.SyncAsync(database);
        var rows = (RedisResult[])(await answering)!;
        await syncing;
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
        Message = "The store did not answer a commit, which is sent again until it does, as long as callers wait: {Reason}")]
    static partial void Retrying(ILogger logger, string reason);

    [LoggerMessage(EventName = "store.commit_rejected", Level = LogLevel.Warning,
        Message = "The store takes no writes, which are refused until it does: {Reason}")]
    static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(EventName = "store.commit_failed", Level = LogLevel.Error, Message = "A commit failed.")]
    static partial void Failed(ILogger logger, Exception reason);
}
