using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Google.Protobuf;
using Grpc.Core;

namespace KosovoNato.Client.Watching;

/// <summary>A watch that resumes automatically: each stream starts where the previous one ended.</summary>
sealed class ResumingWatch<TRequest, TResponse, TChanged, TChange>(
    Func<TRequest, CallOptions, AsyncServerStreamingCall<TResponse>> open, ClientOptions client, CancellationToken closing)
    where TRequest : class, IWatchRequest, IDeepCloneable<TRequest>
    where TResponse : class, IWatchResponse<TChanged, TChange>
    where TChanged : IChanged<TChange>
{
    // One more than should be necessary: the end of a running stream does not tell with which token the stream was opened, so the first
    // attempt may still use the expired token.
    const int MaxRenewals = 2;

    public async IAsyncEnumerable<WatchEvent<TResponse>> RunAsync(
        TRequest request, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing);
        var cursor = new WatchResumeState<TRequest, TResponse, TChanged, TChange>(request);
        var backoff = new Backoff(client.InitialBackoff, client.MaxBackoff);
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
                    if (cursor.Accept(response) is not { } message)
                    {
                        continue;
                    }

                    if (message.CompleteRevision is not null)
                    {
                        // Only a position that can be resumed counts as progress. Parts of an unfinished snapshot do not.
                        backoff.Reset();
                        mayHurry = true;
                        renewals = 0;
                    }

                    yield return message;
                }

                (failure, fellSilent) = (stream.Failure, stream.TimedOut);
            }

            ThrowIfStopped(cancellationToken);
            var end = StreamEndClassifier.Classify(failure, cursor.HasToken);
            if (failure is not null && StreamEndClassifier.IsExpiry(failure) && client.AccessTokenProvider is not null
                && renewals++ < MaxRenewals)
            {
                end = StreamEndAction.ResumeImmediately;
            }

            if (failure is not null && IsFinal(end, options, cursor.RequiresHistory))
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            // Resume immediately only the first time: a load balancer may keep choosing the server that is stopping.
            var pause = mayHurry && end is (StreamEndAction.ResumeImmediately or StreamEndAction.RestartWithSnapshot)
                ? TimeSpan.Zero
                : backoff.Next(failure?.GetErrorDetails().RetryDelay ?? TimeSpan.Zero);
            mayHurry = false;
            options.OnInterrupted?.Invoke(new(failure, fellSilent, pause));
            if (end == StreamEndAction.RestartWithSnapshot || cursor.IsBroken)
            {
                cursor.Reset();
                yield return new WatchEvent<TResponse>.SnapshotStart(
                    end == StreamEndAction.RestartWithSnapshot ? failure!.GetErrorDetails().Reason : default);
            }

            await PauseAsync(pause, stop.Token).ConfigureAwait(false);
        }
    }

    // A snapshot needs no history, so a service that rejects one for missing history would reject every retry.
    static bool IsFinal(StreamEndAction end, WatchOptions options, bool startedInThePast) =>
        end == StreamEndAction.Fail
        || (end == StreamEndAction.RestartWithSnapshot && (options.OnHistoryLost == HistoryLossBehavior.Throw || !startedInThePast));

    WatchStream<TResponse> Open(TRequest request, CancellationToken stop)
    {
        // The service rejects an invalid value. Here the value must only lead to a usable timeout.
        var interval = request.BookmarkInterval is { } asked
            ? Math.Clamp(asked.Seconds + (asked.Nanos / 1e9), 1, 60)
            : 10;
        return new(
            token => open(request, new CallOptions(cancellationToken: token)),
            TimeSpan.FromSeconds(3 * interval),
            client.TimeProvider,
            stop);
    }

    async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        if (pause > TimeSpan.Zero)
        {
            // The loop checks for cancellation.
            await Task.Delay(pause, client.TimeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void ThrowIfStopped(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(closing.IsCancellationRequested, this);
    }
}
