using System.Collections.Immutable;
using KosovoNato.Changes.V1;
using KosovoNato.Client.Watching;

namespace KosovoNato.Client.Mirroring;

/// <summary>
/// A local copy of what matches a filter, kept in step with the service. Reading it costs nothing and shows exactly one
/// revision. For pages that must stay useful while the service is away: the copy stays and says how old it is.
/// </summary>
public sealed class Mirror<TResource> : IAsyncDisposable
{
    readonly TimeProvider timeProvider;
    readonly CancellationTokenSource end = new();
    readonly Lock gate = new();
    MirrorView<TResource> current = new(ImmutableDictionary<string, TResource>.Empty, 0, MirrorStatus.Loading, null);
    TaskCompletionSource next = Signal();

    Mirror(TimeProvider timeProvider) => this.timeProvider = timeProvider;

    /// <summary>What the mirror shows now.</summary>
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

    /// <summary>Ends when the mirror ends: with the error that ended it, or without one when it was disposed of.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>
    /// Waits for a view that fulfils the condition; the present one may. Views between two looks may be passed over. Fails
    /// with the mirror's error when it ends before.
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
        // Off the caller's thread, so that Completion is set before anything can end.
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

                // The old items stay on show until the new ones are whole.
                if (step is WatchEvent<TResponse>.Message { CompleteRevision: { } revision })
                {
                    Show(_ => new(items, revision, MirrorStatus.Live, timeProvider.GetUtcNow()));
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Disposed of: the ordinary end.
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

    // Those who wait go on elsewhere, not inside the mirror's own loop.
    static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
