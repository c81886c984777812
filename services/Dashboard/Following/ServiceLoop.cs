using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KosovoNato.Client.Watching;
using KosovoNato.Dashboard.V1;

namespace KosovoNato.Dashboard.Following;

/// <summary>
/// Follows one service for one page, without end: what it says, and how the connection to it stands. All of it is sent from this one
/// loop, so that LIVE never overtakes what it stands for.
/// </summary>
/// <param name="token">Where to go on; empty for all that is.</param>
/// <param name="send">Takes a step for the page; waits while the page is busy.</param>
sealed class ServiceLoop(FollowedService service, string token, TimeSpan interval, Func<Step, CancellationToken, ValueTask> send, TimeProvider time)
{
    // What does not pass by itself is mended by an operator, so it is not asked for every second.
    static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromSeconds(15);

    readonly Channel<WatchInterruption> interruptions = Channel.CreateUnbounded<WatchInterruption>();
    Connection connection = new();
    Task<bool>? interrupted;

    bool IsLive => connection.State == ConnectionState.Live;

    /// <exception cref="RpcException">The service does not take the page's token, or its interval.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        await SayAsync(ConnectionState.Reconnecting, Why.NotYet(service.Name), stop);
        while (true)
        {
            if (token.Length == 0)
            {
                await SendAsync(new(new() { StartAgain = new() }, Token: ""), stop);
            }

            try
            {
                await FollowAsync(stop);
            }
            catch (Exception refused) when (refused is WatchOrderException or RpcException { StatusCode: not StatusCode.InvalidArgument })
            {
                token = refused is WatchOrderException ? "" : token;
                await PauseAsync(Why.OfEnd(service.Name, refused), stop);
            }
        }
    }

    async Task FollowAsync(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var options = new WatchOptions { Interrupted = interruption => interruptions.Writer.TryWrite(interruption) };
        var steps = service.WatchAsync(token, interval, options, end.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = Task.FromResult(false);
        try
        {
            do
            {
                next = steps.MoveNextAsync().AsTask();
                await SayWhatHappensUntilAsync(next, stop);
                await TakeAsync(await next ? steps.Current : throw new InvalidOperationException("A watch has no end of its own."), stop);
            }
            while (true);
        }
        finally
        {
            // A watch that is under way cannot be disposed of.
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await steps.DisposeAsync();
        }
    }

    async Task TakeAsync(Step step, CancellationToken stop)
    {
        await SendAsync(step, stop);
        if (step.IsComplete && !IsLive)
        {
            await SayAsync(ConnectionState.Live, "", stop);
        }
    }

    /// <summary>Tells the page of interruptions, and while one lasts, again and again: so it knows that the dashboard itself is there.</summary>
    async Task SayWhatHappensUntilAsync(Task next, CancellationToken stop)
    {
        while (!next.IsCompleted)
        {
            interrupted ??= interruptions.Reader.WaitToReadAsync(stop).AsTask();
            await FirstOfAsync(next, interrupted, stop);
            stop.ThrowIfCancellationRequested();
            if (interrupted.IsCompleted)
            {
                interrupted = null;
                await SayInterruptedAsync(stop);
            }
            else if (!next.IsCompleted)
            {
                await SayAgainAsync(stop);
            }
        }

        await SayInterruptedAsync(stop);
    }

    async Task FirstOfAsync(Task next, Task news, CancellationToken stop)
    {
        if (IsLive)
        {
            await Task.WhenAny(next, news);
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(next, news, Task.Delay(interval, time, over.Token));
        await over.CancelAsync();
    }

    async Task SayInterruptedAsync(CancellationToken stop)
    {
        WatchInterruption? last = null;
        while (interruptions.Reader.TryRead(out var interruption))
        {
            // A stream that is resumed at once, as each is now and then, is nothing to worry a reader with.
            last = interruption.Pause > TimeSpan.Zero || !IsLive ? interruption : last;
        }

        if (last is not null)
        {
            await SayAsync(ConnectionState.Reconnecting, Why.Of(service.Name, last), stop);
        }
    }

    async Task PauseAsync(string why, CancellationToken stop)
    {
        await SayAsync(ConnectionState.Reconnecting, why, stop);
        for (var left = PauseAfterRefusal; left > TimeSpan.Zero; left -= interval)
        {
            await Task.Delay(left < interval ? left : interval, time, stop);
            await SayAgainAsync(stop);
        }
    }

    ValueTask SayAsync(ConnectionState state, string why, CancellationToken stop)
    {
        var since = state == connection.State ? connection.Since : Timestamp.FromDateTimeOffset(time.GetUtcNow());
        connection = new() { State = state, Since = since, Why = why };
        return SayAgainAsync(stop);
    }

    ValueTask SayAgainAsync(CancellationToken stop) => SendAsync(new(new() { Connection = connection }), stop);

    ValueTask SendAsync(Step step, CancellationToken stop)
    {
        token = step.Token ?? token;
        step.Response.Service = service.Name;
        return send(step, stop);
    }
}
