using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KosovoNato.Client.Mirroring;
using KosovoNato.Client.Watching;

namespace KosovoNato.Client;

/// <summary>The Watch of one service, in the two forms that a client offers: as a sequence of events, and as a mirror.</summary>
sealed class ServiceWatch<TRequest, TResponse, TChanged, TChange, TResource>(
    Func<TRequest, CallOptions, AsyncServerStreamingCall<TResponse>> open, ClientOptions options, CancellationToken closing)
    where TRequest : class, IWatchRequest, IDeepCloneable<TRequest>
    where TResponse : class, IWatchResponse<TChanged, TChange>
    where TChanged : IChanged<TChange>
    where TChange : class, IChange<TResource>
{
    static readonly WatchOptions Defaults = new();

    readonly ResumingWatch<TRequest, TResponse, TChanged, TChange> watch = new(open, options, closing);

    public IAsyncEnumerable<WatchEvent<TResponse>> WatchAsync(TRequest request, CancellationToken cancellationToken) =>
        WatchAsync(request, Defaults, cancellationToken);

    public IAsyncEnumerable<WatchEvent<TResponse>> WatchAsync(
        TRequest request, WatchOptions watching, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(watching);
        return watch.RunAsync(request.Clone(), watching, cancellationToken);
    }

    /// <param name="request">The resources to mirror. The mirror takes ownership of the message.</param>
    public Mirror<TResource> Mirror(TRequest request, TimeSpan? bookmarkInterval)
    {
        request.SnapshotFirst = true;
        request.BookmarkInterval = bookmarkInterval is { } interval ? Duration.FromTimeSpan(interval) : null;
        return Mirror<TResource>.Start(
            (watching, end) => WatchAsync(request, watching, end),
            response => response.Snapshot.Concat(response.Revisions.SelectMany(changed => changed.Changes)),
            options.TimeProvider);
    }
}
