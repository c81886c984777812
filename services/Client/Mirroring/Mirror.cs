using System.Collections.Immutable;
using KosovoNato.Changes.V1;
using KosovoNato.Client.Watching;

namespace KosovoNato.Client.Mirroring;

/// <summary>A local copy of the resources that match a filter, kept up to date by a Watch.</summary>
/// <remarks>
/// A read makes no call and returns an immutable view of exactly one revision. While the service is unavailable the copy stays readable and
/// says since when it is stale.
/// </remarks>
public sealed class Mirror<TResource> : IAsyncDisposable
{
    readonly TimeProvider timeProvider;
    readonly CancellationTokenSource end = new();
    readonly Lock gate = new();
    MirrorView<TResource> current = new(ImmutableDictionary<string, TResource>.Empty, 0, MirrorStatus.Loading, null);
    TaskCompletionSource next = Signal();

    Mirror(TimeProvider timeProvider) => this.timeProvider = timeProvider;

    /// <summary>The current view.</summary>
    public MirrorView<TResource> Current
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    /// <summary>Completes when the mirror ends: with the error that ended it, or successfully if it was disposed.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>
    /// Waits for a view that meets a condition, starting with the current view. Intermediate views may be skipped. If the mirror ends
    /// first, its error is thrown.
    /// </summary>
    public async Task<MirrorView<TResource>> WaitForAsync(
        Func<MirrorView<TResource>, bool> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        while (true)
        {
            MirrorView<TResource> view;
            Task later;
            lock (gate)
            {
                (view, later) = (current, next.Task);
            }

            if (condition(view))
            {
                return view;
            }

            if (view.Status == MirrorStatus.Ended)
            {
                await Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
                throw new ObjectDisposedException(nameof(Mirror<>));
            }

            await later.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    internal static Mirror<TResource> Start<TResponse>(
        Func<WatchOptions, CancellationToken, IAsyncEnumerable<WatchEvent<TResponse>>> watch,
        Func<TResponse, IEnumerable<IChange<TResource>>> changes,
        TimeProvider timeProvider)
    {
        var mirror = new Mirror<TResource>(timeProvider);
        mirror.Completion = mirror.RunAsync(watch, changes);
        return mirror;
    }

    async Task RunAsync<TResponse>(
        Func<WatchOptions, CancellationToken, IAsyncEnumerable<WatchEvent<TResponse>>> watch,
        Func<TResponse, IEnumerable<IChange<TResource>>> changes)
    {
        // Leave the caller's thread, so that Completion is set before the mirror can end.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var options = new WatchOptions { OnInterrupted = _ => Show(view => view with { Status = Interrupted(view) }) };
        var items = ImmutableDictionary<string, TResource>.Empty;
        try
        {
            await foreach (var step in watch(options, end.Token).ConfigureAwait(false))
            {
                items = step is WatchEvent<TResponse>.Message message
                    ? Apply(items, changes(message.Response))
                    : ImmutableDictionary<string, TResource>.Empty;

                // Keep showing the old items until the new snapshot is complete.
                if (step is WatchEvent<TResponse>.Message { CompleteRevision: { } revision })
                {
                    Show(_ => new(items, revision, MirrorStatus.Live, timeProvider.GetUtcNow()));
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Disposed: the normal end.
        }
        finally
        {
            Show(view => view with { Status = MirrorStatus.Ended });
        }
    }

    static ImmutableDictionary<string, TResource> Apply(
        ImmutableDictionary<string, TResource> items, IEnumerable<IChange<TResource>> changes)
    {
        var next = items.ToBuilder();
        foreach (var change in changes)
        {
            if (change.Kind == ChangeKind.Removed)
            {
                next.Remove(change.Name);
            }
            else
            {
                next[change.Name] = change.Resource;
            }
        }

        return next.ToImmutable();
    }

    static MirrorStatus Interrupted(MirrorView<TResource> view) =>
        view.UpToDateAt is null ? MirrorStatus.Loading : MirrorStatus.Reconnecting;

    void Show(Func<MirrorView<TResource>, MirrorView<TResource>> change)
    {
        TaskCompletionSource shown;
        lock (gate)
        {
            current = change(current);
            (shown, next) = (next, Signal());
        }

        shown.SetResult();
    }

    // Waiting callers must not continue inside the mirror's own loop.
    static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
