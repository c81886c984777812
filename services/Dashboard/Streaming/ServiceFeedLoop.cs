using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Client.Watching;
using KosovoNato.Dashboard.V1;
using KosovoNato.Errors.V1;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>
/// Streams one service to one page, without end: its messages, and the status of the connection. One loop sends both, so that the status
/// LIVE is never sent before the messages that it covers.
/// </summary>
/// <param name="token">The position to resume from. Empty to start with a snapshot.</param>
/// <param name="send">Sends a message to the page. Waits while the page is busy.</param>
sealed class ServiceFeedLoop(
    ServiceFeed service, string token, TimeSpan interval, OnInvalidToken onInvalidToken,
    Func<FeedMessage, CancellationToken, ValueTask> send, TimeProvider timeProvider)
{
    // An operator has to fix these errors, so retry slowly.
    static readonly TimeSpan RetryDelayAfterError = TimeSpan.FromSeconds(15);

    readonly Channel<WatchInterruption> interruptions = Channel.CreateUnbounded<WatchInterruption>();
    ConnectionStatus connection = new();
    Task<bool>? interrupted;

    /// <summary>Why the first snapshot is sent, if there is a reason for the page.</summary>
    public ErrorReason SnapshotReason { private get; set; }

    bool IsLive => connection.State == ConnectionState.Live;

    /// <exception cref="RpcException">The service rejects the page's token or interval.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await SendStatusAsync(ConnectionState.Reconnecting, ConnectionDetail.NotConnectedYet(service.Name), cancellationToken);
        while (true)
        {
            if (token.Length == 0)
            {
                await SendAsync(new(new() { SnapshotStart = new() { Reason = SnapshotReason } }, Token: ""), cancellationToken);
                SnapshotReason = ErrorReason.Unspecified;
            }

            try
            {
                await FollowAsync(cancellationToken);
            }
            catch (RpcException refused) when (token.Length > 0 && onInvalidToken == OnInvalidToken.StartAgain
                && refused.GetErrorDetails().Reason == ErrorReason.TokenInvalid)
            {
                (token, SnapshotReason) = ("", ErrorReason.TokenInvalid);
            }
            catch (Exception refused) when (refused is WatchOrderException or RpcException { StatusCode: not StatusCode.InvalidArgument })
            {
                token = refused is WatchOrderException ? "" : token;
                await PauseAsync(ConnectionDetail.ForFailure(service.Name, refused), cancellationToken);
            }
        }
    }

    async Task FollowAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var options = new WatchOptions { OnInterrupted = interruption => interruptions.Writer.TryWrite(interruption) };
        var steps = service.WatchAsync(token, interval, options, end.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = Task.FromResult(false);
        try
        {
            do
            {
                next = steps.MoveNextAsync().AsTask();
                await SayWhatHappensUntilAsync(next, cancellationToken);
                await TakeAsync(
                    await next ? steps.Current : throw new InvalidOperationException("A watch ended without an error."), cancellationToken);
            }
            while (true);
        }
        finally
        {
            // An enumerator cannot be disposed while it is moving.
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await steps.DisposeAsync();
        }
    }

    async Task TakeAsync(FeedMessage step, CancellationToken cancellationToken)
    {
        await SendAsync(step, cancellationToken);
        if (step.IsComplete && !IsLive)
        {
            await SendStatusAsync(ConnectionState.Live, "", cancellationToken);
        }
    }

    /// <summary>
    /// Reports interruptions to the page. While one lasts, repeats the report regularly, so that the page knows that the dashboard itself
    /// is alive.
    /// </summary>
    async Task SayWhatHappensUntilAsync(Task next, CancellationToken cancellationToken)
    {
        while (!next.IsCompleted)
        {
            interrupted ??= interruptions.Reader.WaitToReadAsync(cancellationToken).AsTask();
            await FirstOfAsync(next, interrupted, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (interrupted.IsCompleted)
            {
                interrupted = null;
                await SayInterruptedAsync(cancellationToken);
            }
            else if (!next.IsCompleted)
            {
                await SayAgainAsync(cancellationToken);
            }
        }

        await SayInterruptedAsync(cancellationToken);
    }

    async Task FirstOfAsync(Task next, Task news, CancellationToken cancellationToken)
    {
        if (IsLive)
        {
            await Task.WhenAny(next, news);
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(next, news, Task.Delay(interval, timeProvider, over.Token));
        await over.CancelAsync();
    }

    async Task SayInterruptedAsync(CancellationToken cancellationToken)
    {
        WatchInterruption? last = null;
        while (interruptions.Reader.TryRead(out var interruption))
        {
            // Streams resume immediately from time to time, so a live page does not report this to the reader.
            last = interruption.RetryDelay > TimeSpan.Zero || !IsLive ? interruption : last;
        }

        if (last is not null)
        {
            await SendStatusAsync(ConnectionState.Reconnecting, ConnectionDetail.Of(service.Name, last), cancellationToken);
        }
    }

    async Task PauseAsync(string detail, CancellationToken cancellationToken)
    {
        await SendStatusAsync(ConnectionState.Reconnecting, detail, cancellationToken);
        for (var left = RetryDelayAfterError; left > TimeSpan.Zero; left -= interval)
        {
            await Task.Delay(left < interval ? left : interval, timeProvider, cancellationToken);
            await SayAgainAsync(cancellationToken);
        }
    }

    ValueTask SendStatusAsync(ConnectionState state, string detail, CancellationToken cancellationToken)
    {
        var since = state == connection.State ? connection.Since : Timestamp.FromDateTimeOffset(timeProvider.GetUtcNow());
        connection = new() { State = state, Since = since, Detail = detail };
        return SayAgainAsync(cancellationToken);
    }

    ValueTask SayAgainAsync(CancellationToken cancellationToken) =>
        SendAsync(new(new() { ConnectionStatus = connection }), cancellationToken);

    ValueTask SendAsync(FeedMessage step, CancellationToken cancellationToken)
    {
        token = step.Token ?? token;
        step.Response.Service = service.Name;
        return send(step, cancellationToken);
    }
}
