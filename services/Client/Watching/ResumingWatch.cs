using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Google.Protobuf;
using Grpc.Core;

namespace KosovoNato.Client.Watching;

/// <summary>A watch that goes on by itself: stream after stream, each where the last one ended.</summary>
sealed class ResumingWatch<TRequest, TResponse, TChanged, TChange>(
    Func<TRequest, CallOptions, AsyncServerStreamingCall<TResponse>> open, ClientOptions client, CancellationToken closing)
    where TRequest : class, IWatchRequest, IDeepCloneable<TRequest>
    where TResponse : class, IWatchResponse<TChanged, TChange>
    where TChanged : IChanged<TChange>
{
    // One more than should be needed: a stream that ended by itself does not say with which token it had begun.
    const int MostRenewals = 2;

    public async IAsyncEnumerable<WatchEvent<TResponse>> RunAsync(
        TRequest request, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing);
        var cursor = new WatchCursor<TRequest, TResponse, TChanged, TChange>(request);
        var backoff = new Backoff(client.BackoffBase, client.BackoffMax);
        var mayHurry = true;
        var renewals = 0;
        while (true)
        {
            ThrowIfStopped(cancellationToken);
            RpcException? failure;
            bool fellSilent;
            using (var stream = Open(cursor.Begin(), stop.Token))
            {
                while (await stream.NextAsync().ConfigureAwait(false) is { } response)
                {
                    if (cursor.Admit(response) is not { } message)
                    {
                        continue;
                    }

                    if (message.CompleteTo is not null)
                    {
                        // Only a place that can be resumed is progress. Parts of a snapshot that never ends are not.
                        backoff.Reset();
                        mayHurry = true;
                        renewals = 0;
                    }

                    yield return message;
                }

                (failure, fellSilent) = (stream.Failure, stream.FellSilent);
            }

            ThrowIfStopped(cancellationToken);
            var end = WatchEnds.Judge(failure, cursor.HasToken);
            if (failure is not null && WatchEnds.IsExpiry(failure) && client.TokenSource is not null && renewals++ < MostRenewals)
            {
                end = WatchEnd.ResumeAtOnce;
            }

            if (failure is not null && IsFinal(end, options, cursor.StartsInThePast))
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            // At once only the first time: a balancer may keep leading back to the server that is stopping.
            var pause = mayHurry && end is (WatchEnd.ResumeAtOnce or WatchEnd.StartAgain)
                ? TimeSpan.Zero
                : backoff.Next(failure?.Details().RetryDelay ?? TimeSpan.Zero);
            mayHurry = false;
            options.Interrupted?.Invoke(new(failure, fellSilent, pause));
            if (end == WatchEnd.StartAgain || cursor.IsBroken)
            {
                cursor.StartAgain();
                yield return new WatchEvent<TResponse>.StartAgain(end == WatchEnd.StartAgain ? failure!.Details().Reason : default);
            }

            await PauseAsync(pause, stop.Token).ConfigureAwait(false);
        }
    }

    // A snapshot needs no past, so a service that refuses one for its past would do so for ever.
    static bool IsFinal(WatchEnd end, WatchOptions options, bool startedInThePast) =>
        end == WatchEnd.Fail || (end == WatchEnd.StartAgain && (options.OnLostPast == LostPast.Throw || !startedInThePast));

    WatchStream<TResponse> Open(TRequest request, CancellationToken stop)
    {
        // A value that the service does not take is its to refuse; here it only must not become nonsense.
        var interval = request.ProgressInterval is { } asked
            ? Math.Clamp(asked.Seconds + (asked.Nanos / 1e9), 1, 60)
            : 10;
        return new(
            token => open(request, new CallOptions(cancellationToken: token)),
            TimeSpan.FromSeconds(3 * interval),
            client.TimeProvider,
            stop);
    }

    async Task PauseAsync(TimeSpan pause, CancellationToken stop)
    {
        if (pause > TimeSpan.Zero)
        {
            // A stop during the pause is told apart by the loop.
            await Task.Delay(pause, client.TimeProvider, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void ThrowIfStopped(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(closing.IsCancellationRequested, this);
    }
}
