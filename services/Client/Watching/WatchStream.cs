using Grpc.Core;

namespace KosovoNato.Client.Watching;

/// <summary>
/// One stream of a watch. It reports its end by properties instead of an exception, and ends a stream that sends nothing within the limit.
/// </summary>
sealed class WatchStream<TResponse> : IDisposable
    where TResponse : class
{
    readonly TimeSpan limit;
    readonly CancellationTokenSource silence;
    readonly CancellationTokenSource either;
    readonly AsyncServerStreamingCall<TResponse> call;

    public WatchStream(
        Func<CancellationToken, AsyncServerStreamingCall<TResponse>> open, TimeSpan limit, TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        this.limit = limit;
        silence = new(Timeout.InfiniteTimeSpan, timeProvider);
        either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        call = open(either.Token);
    }

    /// <summary>The error that ended the stream. Null if the stream has not ended, ended without a status, or timed out.</summary>
    public RpcException? Failure { get; private set; }

    public bool TimedOut { get; private set; }

    /// <summary>Returns the next message, or null at the end of the stream, for any reason.</summary>
    public async ValueTask<TResponse?> NextAsync()
    {
        try
        {
            // The limit applies only while waiting for the service: a slow reader must not count as an idle service.
            silence.CancelAfter(limit);
            var isThere = await call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false);
            silence.CancelAfter(Timeout.InfiniteTimeSpan);
            return isThere ? call.ResponseStream.Current : null;
        }
        catch (RpcException e)
        {
            TimedOut = e.StatusCode == StatusCode.Cancelled && silence.IsCancellationRequested;
            Failure = TimedOut ? null : e;
            return null;
        }
    }

    public void Dispose()
    {
        call.Dispose();
        either.Dispose();
        silence.Dispose();
    }
}
