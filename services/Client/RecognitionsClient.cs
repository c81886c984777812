using KosovoNato.Client.Mirroring;
using KosovoNato.Client.Watching;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Client;

/// <summary>A client of the recognition service. It is thread-safe and owns the connections: create one per application.</summary>
public sealed class RecognitionsClient : IAsyncDisposable
{
    readonly ServiceChannel connection;
    readonly ServiceWatch<WatchRequest, WatchResponse, RecognitionsChanged, RecognitionsResourceChange, RecognitionsResource> watch;

    /// <exception cref="ArgumentException">Settings are invalid. The message names all of them.</exception>
    public RecognitionsClient(ClientOptions options)
    {
        connection = new(options);
        Rpc = new(connection.Invoker);
        watch = new(Rpc.Watch, options, connection.Closing);
    }

    /// <summary>
    /// All RPCs of the service. Unary calls have a deadline and are retried where that is safe. A write without a request ID gets one.
    /// <c>Rpc.Watch</c> is the plain stream; prefer <see cref="WatchAsync(WatchRequest, CancellationToken)"/>.
    /// </summary>
    public RecognitionService.RecognitionServiceClient Rpc { get; }

    /// <inheritdoc cref="WatchAsync(WatchRequest, WatchOptions, CancellationToken)"/>
    public IAsyncEnumerable<WatchEvent<WatchResponse>> WatchAsync(
        WatchRequest request, CancellationToken cancellationToken = default) =>
        watch.WatchAsync(request, cancellationToken);

    /// <summary>
    /// Watches without end. Every matching revision is returned once and in order, across server restarts and broken connections. The watch
    /// ends when it is cancelled, or with an error that a retry cannot fix. A watch of only new changes (<c>FromNow</c>) that is
    /// interrupted before its first message starts at the time of the next attempt.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller cancelled the watch.</exception>
    /// <exception cref="Grpc.Core.RpcException">
    /// The service rejected the watch, for example for an invalid filter or a missing permission.
    /// </exception>
    /// <exception cref="WatchOrderException">The service violated the order that it promises.</exception>
    /// <exception cref="ObjectDisposedException">This client was disposed.</exception>
    public IAsyncEnumerable<WatchEvent<WatchResponse>> WatchAsync(
        WatchRequest request, WatchOptions watching, CancellationToken cancellationToken = default) =>
        watch.WatchAsync(request, watching, cancellationToken);

    /// <summary>
    /// Starts a mirror of all resources that match a filter. It is loaded when its status is <see cref="MirrorStatus.Live"/>.
    /// </summary>
    /// <param name="filter">The resources to mirror. Null means all.</param>
    /// <param name="bookmarkInterval">
    /// How often the service confirms that no change is missing, 1 s to 60 s; default 10 s. After three intervals without a message, the
    /// copy counts as stale.
    /// </param>
    public Mirror<RecognitionsResource> Mirror(RecognitionsFilter? filter = null, TimeSpan? bookmarkInterval = null) =>
        watch.Mirror(new() { Filter = filter?.Clone() }, bookmarkInterval);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
