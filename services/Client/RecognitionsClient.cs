using KosovoNato.Client.Mirroring;
using KosovoNato.Client.Watching;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Client;

/// <summary>Calls the recognition service. One instance for the whole application: it is safe to share and holds the connections.</summary>
public sealed class RecognitionsClient : IAsyncDisposable
{
    readonly ServiceChannel connection;
    readonly ServiceWatch<WatchRequest, WatchResponse, RecognitionsChanged, RecognitionsChange, RecognitionsResource> watch;

    /// <exception cref="ArgumentException">A setting is out of its range; the message names every one.</exception>
    public RecognitionsClient(ClientOptions options)
    {
        connection = new(options);
        Rpc = new(connection.Invoker);
        watch = new(Rpc.Watch, options, connection.Closing);
    }

    /// <summary>
    /// Every RPC of the service. Unary calls have a deadline and are repeated where that is safe; a write without a request
    /// id gets one. <c>Rpc.Watch</c> is the bare stream: take <see cref="WatchAsync(WatchRequest, CancellationToken)"/>.
    /// </summary>
    public RecognitionService.RecognitionServiceClient Rpc { get; }

    /// <inheritdoc cref="WatchAsync(WatchRequest, WatchOptions, CancellationToken)"/>
    public IAsyncEnumerable<WatchEvent<WatchResponse>> WatchAsync(
        WatchRequest request, CancellationToken cancellationToken = default) =>
        watch.WatchAsync(request, cancellationToken);

    /// <summary>
    /// Watches without end: every matching revision once and in order, across restarts of servers and broken connections.
    /// Ends by its cancellation token, or with an error that trying again does not mend. A watch from now on that is
    /// interrupted before its first message begins at the time of its next try.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="Grpc.Core.RpcException">The service refused, for instance a wrong filter or a missing permission.</exception>
    /// <exception cref="WatchOrderException">The service broke the order that it promises.</exception>
    /// <exception cref="ObjectDisposedException">This client was disposed of.</exception>
    public IAsyncEnumerable<WatchEvent<WatchResponse>> WatchAsync(
        WatchRequest request, WatchOptions watching, CancellationToken cancellationToken = default) =>
        watch.WatchAsync(request, watching, cancellationToken);

    /// <summary>Keeps a copy of everything that matches; it is loaded when its status is <see cref="MirrorStatus.Live"/>.</summary>
    /// <param name="filter">What to hold; everything if it is null.</param>
    /// <param name="progressInterval">
    /// How often the service confirms that nothing is missing: after three times this without a word the copy counts as stale.
    /// Default 10 s, 1 s to 60 s.
    /// </param>
    public Mirror<RecognitionsResource> Mirror(RecognitionsFilter? filter = null, TimeSpan? progressInterval = null) =>
        watch.Mirror(new() { Filter = filter?.Clone() }, progressInterval);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
