using Grpc.Core;

namespace KosovoNato.Client.Watching;

/// <summary>One stream of a watch. It ends without throwing, and then says how; a stream that falls silent is ended here.</summary>
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

    /// <summary>What ended the stream; null if nothing did, if it ended without a status, or if it fell silent.</summary>
    public RpcException? Failure { get; private set; }

    public bool TimedOut { get; private set; }

    /// <summary>The next message; null at the end, whatever ended it.</summary>
    public async ValueTask<TResponse?> NextAsync()
    {
        try
        {
            // Only while waiting: a reader that takes its time is not a silent service.
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
