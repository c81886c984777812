using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Access;
using KosovoNato.Serving.Wire;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Watch;

/// <summary>A watcher: its position in the log, and the loop that advances it.</summary>
sealed class WatchCursor<TResponse>(
    Schema schema, Replica replica, ChangeLog log, SnapshotHistory history, WatchStartResolver starts, WatchStreamLimiter streams,
    WatchServerOptions options, TimeProvider timeProvider, WatchQuery query, TimeSpan bookmarkInterval, ulong filterHash,
    IServerStreamWriter<TResponse> stream, ServerCallContext context)
    : IWatchPosition, IDisposable
    where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
{
    const int MaxBytes = 64 << 10;
    static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(10);

    readonly WatchProjection view = new(schema, query, replica, history, timeProvider);
    readonly List<RevisionEntry> batch = [];
    readonly ChangeLog.AdaptiveReadSize readSize = new(4 * MaxBytes);
    readonly CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, streams.Draining);
    readonly bool encoded = EncodedResponse.IsAccepted(context);
    readonly long startedAt = timeProvider.GetTimestamp();
    readonly DateTimeOffset accessEnds = Caller.Of(context).ExpiresAt;
    readonly TimeSpan age = options.MaxStreamAge * (0.9 + 0.2 * Random.Shared.NextDouble());
    string storeId = "";
    // Until the start is known, the watcher has no lag.
    long position = long.MaxValue;
    RevisionFingerprint fingerprint;
    long wroteAt;
    long mostBehind;
    (long After, Task<ChangeLog.LogPage<RevisionEntry>> Look)? ahead;

    public long Revision => Volatile.Read(ref position);

    public async Task RunAsync()
    {
        var (start, day, newest) = await starts.ResolveAsync(query.Start, filterHash, context.CancellationToken);
        (storeId, position, fingerprint) = (start.StoreId, start.Number, start.Fingerprint);
        query.Day?.Value = day ?? timeProvider.Today;
        // A resumed watcher may start far behind. The limit applies to how much further it falls behind.
        mostBehind = newest.Revision - position + options.MaxRevisionLag;
        // Response headers tell the client that it is subscribed, even while nothing changes.
        await context.WriteResponseHeadersAsync(Metadata.Empty);
        wroteAt = timeProvider.GetTimestamp();
        if (query.Start.IsSnapshot)
        {
            await SendSnapshotAsync(newest);
        }
        else if (query.Start.IsNow)
        {
            // There may be no change for a long time. With this token, the watcher can resume from here.
            await SendProgressAsync();
        }

        while (true)
        {
            var changed = replica.Changed;
            ThrowIfStreamMustEnd();
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
        var message = new WatchMessageBuilder();
        foreach (var record in snapshot.OwnResources.Where(view.Matches))
        {
            message.AddSnapshot(record);
            count++;
            if (message.Length >= MaxBytes)
            {
                await WriteAsync(message);
                ThrowIfStreamMustEnd();
                message = new WatchMessageBuilder();
            }
        }

        message.AddMessage(WatchMessageBuilder.SnapshotEndField, new SnapshotEnd { Revision = snapshot.Revision, Count = count });
        message.AddResumeToken(Token(snapshot.Revision, snapshot.Id.Fingerprint));
        await WriteAsync(message);
    }

    /// <summary>Sends the next revisions: one if the watcher is up to date, several in one message if it lags.</summary>
    async Task SendNextAsync()
    {
        batch.Clear();
        if (!replica.TryReadTail(storeId, position, MaxBytes, view.RequiresPrevious, batch))
        {
            await ReadStoreAsync();
        }

        var message = new WatchMessageBuilder();
        foreach (var entry in batch)
        {
            if (await view.AddToAsync(message, entry, context.CancellationToken) && message.Length >= MaxBytes)
            {
                message.AddResumeToken(Token(entry.Revision, entry.Fingerprint));
                await WriteAsync(message);
                position = entry.Revision;
                message = new WatchMessageBuilder();
            }
        }

        if (batch is not [.., var last])
        {
            return;
        }

        if (message.Length > 0)
        {
            message.AddResumeToken(Token(last.Revision, last.Fingerprint));
            await WriteAsync(message);
        }

        (position, fingerprint) = (last.Revision, last.Fingerprint);
    }

    /// <summary>Reads revisions that are no longer in memory. The next read starts while these revisions are sent.</summary>
    async Task ReadStoreAsync()
    {
        var look = await (ahead is { } reading && reading.After == position ? reading.Look : ReadAsync(position));
        ahead = null;
        if (look.StoreId != storeId)
        {
            replica.RequestRefresh();
            throw WatchErrors.DatasetChanged(schema.Service);
        }

        if (look.CompactedRevision > position)
        {
            throw WatchErrors.Compacted(look.CompactedRevision, look.Head);
        }

        readSize.Observe(look.Entries);
        batch.AddRange(look.Entries);
        if (batch.Count > 0 && batch[^1].Revision + 1 < replica.OldestInTail)
        {
            ahead = (batch[^1].Revision, ReadAsync(batch[^1].Revision));
        }
    }

    Task<ChangeLog.LogPage<RevisionEntry>> ReadAsync(long after) => log.ReadAsync(after, readSize.Count, context.CancellationToken);

    /// <summary>
    /// Waits for a change, the time of the next bookmark, the end of the stream's age or of the caller's access, or the stop of the server.
    /// </summary>
    async Task WaitAsync(Task changed)
    {
        var untilProgress = bookmarkInterval - timeProvider.GetElapsedTime(wroteAt);
        if (untilProgress <= TimeSpan.Zero)
        {
            await SendProgressAsync();
            return;
        }

        var untilAge = age - timeProvider.GetElapsedTime(startedAt);
        var due = untilProgress < untilAge ? untilProgress : untilAge;
        due = accessEnds - timeProvider.GetUtcNow() is var untilExpiry && untilExpiry < due ? untilExpiry : due;
        try
        {
            await changed.WaitAsync(due > TimeSpan.Zero ? due : TimeSpan.Zero, timeProvider, ending.Token);
        }
        catch (TimeoutException)
        {
            // A bookmark or the end of the stream is due. The loop checks which.
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            throw WatchErrors.Draining();
        }
    }

    /// <summary>
    /// Sends a bookmark: every matching change up to the position has been sent. Sends none if the store was not read within the last three
    /// seconds, because there may be newer revisions.
    /// </summary>
    async Task SendProgressAsync()
    {
        if (timeProvider.GetElapsedTime(replica.ReadTimestamp) > TimeSpan.FromSeconds(3))
        {
            wroteAt = timeProvider.GetTimestamp();
            return;
        }

        var message = new WatchMessageBuilder();
        message.AddMessage(
            WatchMessageBuilder.ProgressField, new Bookmark { Revision = position, ReadAt = Timestamp.FromDateTimeOffset(replica.ReadAt) });
        message.AddResumeToken(Token(position, fingerprint));
        await WriteAsync(message);
    }

    /// <summary>
    /// Delays messages if there are many watchers, so that revisions accumulate into fewer messages. A single watcher does not wait.
    /// </summary>
    async Task PaceAsync()
    {
        var pause = TimeSpan.FromSeconds((double)streams.Open / options.MaxMessagesPerSecond) - timeProvider.GetElapsedTime(wroteAt);
        if (pause > MinPause)
        {
            await Task.Delay(pause, timeProvider, context.CancellationToken);
        }
    }

    void ThrowIfStreamMustEnd()
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        if (streams.Draining.IsCancellationRequested)
        {
            throw WatchErrors.Draining();
        }

        var newest = replica.Current;
        if (newest.StoreId != storeId)
        {
            throw WatchErrors.DatasetChanged(schema.Service);
        }

        if (newest.Revision - position > mostBehind)
        {
            throw WatchErrors.SlowConsumer();
        }

        if (timeProvider.GetElapsedTime(startedAt) >= age)
        {
            throw WatchErrors.Recycled();
        }

        if (timeProvider.GetUtcNow() >= accessEnds)
        {
            throw AccessErrors.Expired();
        }
    }

    async Task WriteAsync(WatchMessageBuilder message)
    {
        var writing = stream.WriteAsync(EncodedResponse.Answer<TResponse>(message, encoded), context.CancellationToken);
        if (!writing.IsCompletedSuccessfully)
        {
            try
            {
                await writing.WaitAsync(options.WriteTimeout, timeProvider, ending.Token);
            }
            catch (TimeoutException)
            {
                throw WatchErrors.SlowConsumer();
            }
            catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
            {
                throw WatchErrors.Draining();
            }
        }

        wroteAt = timeProvider.GetTimestamp();
    }

    /// <summary>The resume token after a revision. It includes the day if the filter depends on it.</summary>
    string Token(long revision, RevisionFingerprint ofRevision)
    {
        var id = new RevisionId(storeId, revision, ofRevision);
        return query.Day is { } applied
            ? RevisionToken.Encode(schema.Service, id, filterHash, PartialDate.Of(applied.Value).ToString())
            : streams.ResumeToken(schema.Service, id, filterHash);
    }

    public void Dispose() => ending.Dispose();
}
