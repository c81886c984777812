using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Platform.Access;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Requests;
using KosovoNato.Platform.Store;

namespace KosovoNato.Platform.Changes;

/// <summary>One watcher: where it is in the log, and the loop that moves it.</summary>
sealed class WatchCursor<TResponse>(
    Schema schema, Replica replica, ReplicaFollower follower, ChangeLog log, WatchStreams streams, WatchOptions options, TimeProvider time,
    WatchQuery query, TimeSpan progressInterval, ulong filterHash, IServerStreamWriter<TResponse> stream, ServerCallContext call)
    : IWatchPosition, IDisposable
    where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
{
    const int MostBytes = 64 << 10;
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);

    readonly WatchView view = new(schema, query);
    readonly List<LogEntry> batch = [];
    readonly ChangeLog.ReadSize readSize = new(4 * MostBytes);
    readonly CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, streams.Draining);
    readonly bool encoded = Encoded.IsWanted(call);
    readonly long startedAt = time.GetTimestamp();
    readonly DateTimeOffset accessEnds = Caller.Of(call).Expires;
    readonly TimeSpan age = options.Age * (0.9 + 0.2 * Random.Shared.NextDouble());
    string storeId = "";
    // Before it is known where to begin, nothing is behind.
    long position = long.MaxValue;
    long wroteAt;
    long mostBehind;
    (long After, Task<ChangeLog.Look<LogEntry>> Look)? ahead;

    public long Revision => Volatile.Read(ref position);

    public async Task RunAsync()
    {
        var newest = replica.Current;
        (storeId, position) = query.Start.Resolve(schema, newest, filterHash);
        if (position > newest.Revision)
        {
            // Who comes from another instance may have seen more there than this one has heard of. Only the store knows what
            // does not exist; a wrong answer would make the watcher throw away all it has.
            await follower.LookAsync(call.CancellationToken);
            newest = replica.Current;
            (storeId, position) = query.Start.Resolve(schema, newest, filterHash);
            if (position > newest.Revision)
            {
                throw WatchRefusals.InFuture(newest.Revision);
            }
        }

        // Who comes back from far behind may catch up; who falls further behind is too slow.
        mostBehind = newest.Revision - position + options.MostBehind;
        // A client that waits for headers knows by them that it is subscribed, also while nothing changes.
        await call.WriteResponseHeadersAsync(Metadata.Empty);
        wroteAt = time.GetTimestamp();
        if (query.Start.IsSnapshot)
        {
            await SendSnapshotAsync(newest);
        }
        else if (query.Start.IsNow)
        {
            // There may be nothing to tell for a long time; with this the watcher can resume all the same.
            await SendProgressAsync();
        }

        while (true)
        {
            var changed = replica.Changed;
            EndIfDue();
            if (position < replica.Current.Revision)
            {
                await PaceAsync();
                await SendNextAsync();
            }
            else
            {
                await WaitAsync(changed);
            }
        }
    }

    async Task SendSnapshotAsync(Snapshot snapshot)
    {
        long count = 0;
        var message = new WatchMessage();
        foreach (var record in snapshot.Own.Where(view.Matches))
        {
            message.AddSnapshot(record);
            count++;
            if (message.Length >= MostBytes)
            {
                await WriteAsync(message);
                EndIfDue();
                message = new WatchMessage();
            }
        }

        message.AddMessage(WatchMessage.SnapshotEndField, new SnapshotEnd { Revision = snapshot.Revision, Count = count });
        message.AddResumeToken(Token(snapshot.Revision));
        await WriteAsync(message);
    }

    /// <summary>Sends the next revisions: one if the watcher is up to date, several in one message if it lags.</summary>
    async Task SendNextAsync()
    {
        batch.Clear();
        if (!replica.TryReadTail(storeId, position, MostBytes, view.NeedsBefore, batch))
        {
            await ReadStoreAsync();
        }

        var message = new WatchMessage();
        var last = position;
        foreach (var entry in batch)
        {
            if (view.AddTo(message, entry) && message.Length >= MostBytes)
            {
                message.AddResumeToken(Token(entry.Revision));
                await WriteAsync(message);
                position = last = entry.Revision;
                message = new WatchMessage();
            }

            last = entry.Revision;
        }

        if (message.Length > 0)
        {
            message.AddResumeToken(Token(last));
            await WriteAsync(message);
        }

        position = last;
    }

    /// <summary>Reads what is no longer in memory. While it is sent, the next read is on its way already.</summary>
    async Task ReadStoreAsync()
    {
        var look = await (ahead is { } reading && reading.After == position ? reading.Look : ReadAsync(position));
        ahead = null;
        if (look.StoreId != storeId)
        {
            replica.LookNow();
            throw WatchRefusals.DatasetChanged(schema.Service);
        }

        if (look.Floor > position)
        {
            throw WatchRefusals.Compacted(look.Floor, look.Head);
        }

        readSize.Learn(look.Entries);
        batch.AddRange(look.Entries);
        if (batch.Count > 0 && batch[^1].Revision + 1 < replica.OldestInTail)
        {
            ahead = (batch[^1].Revision, ReadAsync(batch[^1].Revision));
        }
    }

    Task<ChangeLog.Look<LogEntry>> ReadAsync(long after) => log.ReadAsync(after, readSize.Count, call.CancellationToken);

    /// <summary>Waits for a change, for the time of a progress message, for the end of the stream's age, or for the server's stop.</summary>
    async Task WaitAsync(Task changed)
    {
        var untilProgress = progressInterval - time.GetElapsedTime(wroteAt);
        if (untilProgress <= TimeSpan.Zero)
        {
            await SendProgressAsync();
            return;
        }

        var untilAge = age - time.GetElapsedTime(startedAt);
        var due = untilProgress < untilAge ? untilProgress : untilAge;
        due = accessEnds - time.GetUtcNow() is var untilExpiry && untilExpiry < due ? untilExpiry : due;
        try
        {
            await changed.WaitAsync(due > TimeSpan.Zero ? due : TimeSpan.Zero, time, ending.Token);
        }
        catch (TimeoutException)
        {
            // Progress or age is due; the loop looks.
        }
        catch (OperationCanceledException) when (!call.CancellationToken.IsCancellationRequested)
        {
            throw WatchRefusals.Draining();
        }
    }

    /// <summary>
    /// Says how far the stream is complete, but only on the strength of a read of the store within the interval: a server that
    /// has lost its store goes silent, it does not lie.
    /// </summary>
    async Task SendProgressAsync()
    {
        var revision = position;
        if (time.GetElapsedTime(replica.ReadTimestamp) > TimeSpan.FromSeconds(3))
        {
            wroteAt = time.GetTimestamp();
            return;
        }

        var message = new WatchMessage();
        message.AddMessage(WatchMessage.ProgressField, new Progress { Revision = revision, ReadAt = Timestamp.FromDateTimeOffset(replica.ReadAt) });
        message.AddResumeToken(Token(revision));
        await WriteAsync(message);
    }

    /// <summary>With many watchers, lets a few revisions gather between two messages of one; alone, nobody waits.</summary>
    async Task PaceAsync()
    {
        var pause = TimeSpan.FromSeconds((double)streams.Open / options.MessagesPerSecond) - time.GetElapsedTime(wroteAt);
        if (pause > ShortestPause)
        {
            await Task.Delay(pause, time, call.CancellationToken);
        }
    }

    void EndIfDue()
    {
        call.CancellationToken.ThrowIfCancellationRequested();
        if (streams.Draining.IsCancellationRequested)
        {
            throw WatchRefusals.Draining();
        }

        var newest = replica.Current;
        if (newest.StoreId != storeId)
        {
            throw WatchRefusals.DatasetChanged(schema.Service);
        }

        if (newest.Revision - position > mostBehind)
        {
            throw WatchRefusals.SlowConsumer();
        }

        if (time.GetElapsedTime(startedAt) >= age)
        {
            throw WatchRefusals.Recycled();
        }

        if (time.GetUtcNow() >= accessEnds)
        {
            throw AccessRefusals.Expired();
        }
    }

    async Task WriteAsync(WatchMessage message)
    {
        var writing = stream.WriteAsync(Encoded.Answer<TResponse>(message, encoded), call.CancellationToken);
        if (!writing.IsCompletedSuccessfully)
        {
            try
            {
                await writing.WaitAsync(options.BlockedWrite, time, ending.Token);
            }
            catch (TimeoutException)
            {
                throw WatchRefusals.SlowConsumer();
            }
            catch (OperationCanceledException) when (!call.CancellationToken.IsCancellationRequested)
            {
                throw WatchRefusals.Draining();
            }
        }

        wroteAt = time.GetTimestamp();
    }

    string Token(long revision) => streams.ResumeToken(schema.Service, storeId, revision, filterHash);

    public void Dispose() => ending.Dispose();
}
