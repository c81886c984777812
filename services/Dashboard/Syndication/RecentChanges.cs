using System.Collections.Immutable;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Client;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel;

namespace KosovoNato.Dashboard.Syndication;

/// <summary>
/// The newest changes of one service, read again when a feed asks for them. All requests share them, so a service is read once, however
/// many readers there are.
/// </summary>
sealed class RecentChanges(RevisionReader reader, RecordedNames names, TimeProvider timeProvider) : IDisposable
{
    /// <summary>
    /// The number of newest revisions that the feeds cover. It is counted in revisions, so that every instance has the same feeds.
    /// </summary>
    internal const int MaxRevisions = 1_000;

    // A batch can change a thousand resources in one revision.
    const int MaxChanges = 5_000;
    static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);
    static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(8);

    readonly SemaphoreSlim turn = new(1);
    readonly ChangeDescriber describer = new(reader.Resources, reader.Events, names);
    ImmutableList<RecentChange> changes = [];
    Revision? head;
    long readAt;

    public string Service => reader.Service;

    /// <summary>Returns the newest changes, oldest first.</summary>
    /// <exception cref="RpcException">The service is unavailable.</exception>
    public async Task<ImmutableList<RecentChange>> ReadAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (head is null || timeProvider.GetElapsedTime(readAt) > MaxAge)
            {
                // The reader that has the turn reads for the others too, so its own end does not stop the read.
                using var limit = new CancellationTokenSource(ReadTimeout, timeProvider);
                await RefreshAsync(limit.Token);
                readAt = timeProvider.GetTimestamp();
            }

            return changes;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var newest = await reader.RevisionAsync(null, new(cancellationToken: cancellationToken));
        try
        {
            // An equal or lower number with another token is the revision of another store.
            if (head is { } known && (newest.Token == known.Token || newest.Number > known.Number)
                && newest.Number - known.Number <= MaxRevisions)
            {
                await AddAsync(changes, known, newest, cancellationToken);
                return;
            }
        }
        catch (RpcException lost) when (lost.StatusCode == StatusCode.OutOfRange)
        {
            // The store was replaced. Its history is another one, and its IDs are too.
        }

        await foreach (var named in reader.NamedAsync(cancellationToken))
        {
            names.Add(named);
        }

        await AddAsync([], await StartAsync(newest, cancellationToken), newest, cancellationToken);
    }

    async Task<Revision> StartAsync(Revision newest, CancellationToken cancellationToken)
    {
        var first = Math.Max(0, newest.Number - MaxRevisions);
        try
        {
            return await reader.RevisionAsync(new() { Revision = first }, new(cancellationToken: cancellationToken));
        }
        catch (RpcException compacted) when (compacted.GetErrorDetails() is { Reason: ErrorReason.RevisionCompacted } details
            && long.TryParse(details.Metadata.GetValueOrDefault("oldest"), out var oldest))
        {
            return await reader.RevisionAsync(new() { Revision = oldest }, new(cancellationToken: cancellationToken));
        }
    }

    async Task AddAsync(ImmutableList<RecentChange> known, Revision after, Revision newest, CancellationToken cancellationToken)
    {
        var all = known.ToBuilder();
        await foreach (var change in reader.BetweenAsync(after, newest, cancellationToken))
        {
            all.AddRange(describer.Describe(change, ChangeEventId.InStoreOf(newest.Token, reader.Service, change.Revision)));
        }

        all.RemoveAll(one => one.Event.Revision <= newest.Number - MaxRevisions);
        if (all.Count > MaxChanges)
        {
            all.RemoveRange(0, all.Count - MaxChanges);
        }

        (changes, head) = (all.ToImmutable(), newest);
    }
}
