using System.Runtime.CompilerServices;
using KosovoNato.Client.Watching;
using KosovoNato.Dashboard.V1;

namespace KosovoNato.Dashboard.Following;

/// <summary>Watches one service. The three differ in their types; here that ends.</summary>
abstract class FollowedService(string name)
{
    public string Name { get; } = name;

    /// <param name="token">The service's own token; empty for all that is.</param>
    public abstract IAsyncEnumerable<Step> WatchAsync(string token, TimeSpan interval, WatchOptions options, CancellationToken cancel);

    public static FollowedService Of<TResponse, TChanged, TChange>(
        string name,
        Func<string, TimeSpan, WatchOptions, CancellationToken, IAsyncEnumerable<WatchEvent<TResponse>>> watch,
        Action<FollowResponse, TResponse> put)
        where TResponse : IWatchResponse<TChanged, TChange> => new Typed<TResponse, TChanged, TChange>(name, watch, put);

    sealed class Typed<TResponse, TChanged, TChange>(
        string name,
        Func<string, TimeSpan, WatchOptions, CancellationToken, IAsyncEnumerable<WatchEvent<TResponse>>> watch,
        Action<FollowResponse, TResponse> put)
        : FollowedService(name)
        where TResponse : IWatchResponse<TChanged, TChange>
    {
        public override async IAsyncEnumerable<Step> WatchAsync(
            string token, TimeSpan interval, WatchOptions options, [EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (var step in watch(token, interval, options, cancel))
            {
                yield return step switch
                {
                    WatchEvent<TResponse>.Message message => Told(message),
                    WatchEvent<TResponse>.StartAgain again => new(new() { StartAgain = new() { Reason = again.Reason } }, Token: ""),
                    _ => throw new InvalidOperationException($"A watch yielded {step.GetType()}."),
                };
            }
        }

        Step Told(WatchEvent<TResponse>.Message message)
        {
            var response = new FollowResponse();
            var own = message.Response.ResumeToken;
            message.Response.ResumeToken = "";
            put(response, message.Response);
            return new(response, own.Length > 0 ? own : null, message.CompleteTo is not null);
        }
    }
}
