using KosovoNato.Client.Mirroring;
using KosovoNato.Client.Watching;
using KosovoNato.Milestones.V1;

namespace KosovoNato.Client;

/// <summary>A client of the milestone service. It is thread-safe and owns the connections: create one per application.</summary>
public sealed class MilestonesClient : IAsyncDisposable
{
    readonly ServiceChannel connection;
    readonly ServiceWatch<WatchRequest, WatchResponse, MilestonesChanged, MilestonesResourceChange, MilestonesResource> watch;

    /// <exception cref="ArgumentException">Settings are invalid. The message names all of them.</exception>
    public MilestonesClient(ClientOptions options)
    {
        connection = new(options);
        Rpc = new(connection.Invoker);
        watch = new(Rpc.Watch, options, connection.Closing);
    }

    /// <inheritdoc cref="RecognitionsClient.Rpc"/>
    public MilestoneService.MilestoneServiceClient Rpc { get; }

    /// <inheritdoc cref="RecognitionsClient.WatchAsync(Recognitions.V1.WatchRequest, WatchOptions, CancellationToken)"/>
    public IAsyncEnumerable<WatchEvent<WatchResponse>> WatchAsync(
        WatchRequest request, CancellationToken cancellationToken = default) =>
        watch.WatchAsync(request, cancellationToken);

    /// <inheritdoc cref="RecognitionsClient.WatchAsync(Recognitions.V1.WatchRequest, WatchOptions, CancellationToken)"/>
    public IAsyncEnumerable<WatchEvent<WatchResponse>> WatchAsync(
        WatchRequest request, WatchOptions watching, CancellationToken cancellationToken = default) =>
        watch.WatchAsync(request, watching, cancellationToken);

    /// <inheritdoc cref="RecognitionsClient.Mirror"/>
    public Mirror<MilestonesResource> Mirror(MilestonesFilter? filter = null, TimeSpan? bookmarkInterval = null) =>
        watch.Mirror(new() { Filter = filter?.Clone() }, bookmarkInterval);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
