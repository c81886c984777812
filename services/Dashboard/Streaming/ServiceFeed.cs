using System.Runtime.CompilerServices;
using KosovoNato.Client.Watching;
using KosovoNato.Dashboard.V1;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>The Watch of one service, independent of the types of the service.</summary>
abstract class ServiceFeed(string name)
{
    public string Name { get; } = name;

    /// <param name="token">The service's resume token. Empty to start with a snapshot.</param>
    public abstract IAsyncEnumerable<FeedMessage> WatchAsync(
        string token, TimeSpan interval, WatchOptions options, CancellationToken cancellationToken);

    public static ServiceFeed Of<TResponse, TChanged, TChange>(
        string name,
        Func<string, TimeSpan, WatchOptions, CancellationToken, IAsyncEnumerable<WatchEvent<TResponse>>> watch,
        Action<WatchAllResponse, TResponse> put)
        where TResponse : IWatchResponse<TChanged, TChange> => new TypedServiceFeed<TResponse, TChanged, TChange>(name, watch, put);

    sealed class TypedServiceFeed<TResponse, TChanged, TChange>(
        string name,
        Func<string, TimeSpan, WatchOptions, CancellationToken, IAsyncEnumerable<WatchEvent<TResponse>>> watch,
        Action<WatchAllResponse, TResponse> put)
        : ServiceFeed(name)
        where TResponse : IWatchResponse<TChanged, TChange>
    {
        public override async IAsyncEnumerable<FeedMessage> WatchAsync(
            string token, TimeSpan interval, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var step in watch(token, interval, options, cancellationToken))
            {
                yield return step switch
                {
                    WatchEvent<TResponse>.Message message => Told(message),
                    WatchEvent<TResponse>.SnapshotStart again => new(new() { SnapshotStart = new() { Reason = again.Reason } }, Token: ""),
                    _ => throw new InvalidOperationException($"A watch yielded {step.GetType()}."),
                };
            }
        }

        FeedMessage Told(WatchEvent<TResponse>.Message message)
        {
            var response = new WatchAllResponse();
            var own = message.Response.ResumeToken;
            message.Response.ResumeToken = "";
            put(response, message.Response);
            return new(response, own.Length > 0 ? own : null, message.CompleteRevision is not null);
        }
    }
}
