using MassTransit;

namespace KosovoNato.Replication.Bus;

/// <summary>
/// Changes on their way to the broker, several at a time, and on the wire in the order in which they were sent. If one of them
/// fails, all that is under way has failed, and what of it arrived is not known: send again from the last that was confirmed.
/// </summary>
sealed class PublishPipeline : ISendObserver, IAsyncDisposable
{
    static readonly TimeSpan EndWithin = TimeSpan.FromMilliseconds(200);

    readonly ISendEndpoint exchange;
    readonly TimeSpan timeout;
    readonly CancellationToken cancellationToken;
    readonly CancellationTokenSource giveUp;
    readonly CancellationToken givenUp;
    readonly ConnectHandle observing;
    readonly List<Task> underWay = [];
    Exception? firstFault;

    public PublishPipeline(ISendEndpoint exchange, TimeSpan timeout, CancellationToken cancellationToken)
    {
        (this.exchange, this.timeout, this.cancellationToken) = (exchange, timeout, cancellationToken);
        giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        givenUp = giveUp.Token;
        observing = exchange.ConnectSendObserver(this);
    }

    /// <summary>Sends changes behind those that are under way; completes when all of them have their place on the wire.</summary>
    /// <exception cref="BusUnavailableException">Something under way has failed.</exception>
    public async Task<PublishTicket> SendAsync(IReadOnlyList<OutgoingChange> changes)
    {
        giveUp.CancelAfter(timeout);
        var first = underWay.Count;
        try
        {
            foreach (var change in changes)
            {
                givenUp.ThrowIfCancellationRequested();
                var sending = exchange.Send(change, givenUp);
                underWay.Add(sending);
                if (!change.WasDispatchedInline)
                {
                    // There is no channel yet. Several that waited for one would get it in any order.
                    await OrAbortAsync(sending);
                }
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Away(e);
        }

        return new PublishTicket(underWay[first..]);
    }

    /// <summary>Waits until the broker has confirmed what was sent; in the order in which it was sent.</summary>
    /// <exception cref="BusUnavailableException">It has not, or something else under way has failed.</exception>
    public async Task WaitForConfirmationAsync(PublishTicket sent)
    {
        try
        {
            await OrAbortAsync(Task.WhenAll(sent.Sending));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Away(e);
        }

        underWay.RemoveRange(0, sent.Sending.Count);
        giveUp.CancelAfter(underWay.Count > 0 ? timeout : Timeout.InfiniteTimeSpan);
    }

    Task ISendObserver.PreSend<T>(SendContext<T> context) => Task.CompletedTask;

    Task ISendObserver.PostSend<T>(SendContext<T> context) => Task.CompletedTask;

    /// <summary>
    /// Called before MassTransit tries it again by itself. That would bring it behind those that follow it, so everything under
    /// way is given up instead. Also called for what an earlier flow left behind, which is no fault of this one.
    /// </summary>
    Task ISendObserver.SendFault<T>(SendContext<T> context, Exception exception)
    {
        if (context.CancellationToken != givenUp)
        {
            return Task.CompletedTask;
        }

        if (exception is not OperationCanceledException)
        {
            Interlocked.CompareExchange(ref firstFault, exception, null);
        }

        return giveUp.CancelAsync();
    }

    /// <summary>
    /// Does not leave it to MassTransit to end: before the first publication on a channel it declares the exchange, and what
    /// waits for a broker's answer to that takes no notice of its token. A broker that is alive but stuck would hold up the
    /// relay, and the end of the service, each time until RabbitMQ's client has lost patience.
    /// </summary>
    Task OrAbortAsync(Task sending) => sending.WaitAsync(givenUp);

    BusUnavailableException Away(Exception e) => new(
        (firstFault ?? e) switch
        {
            OperationCanceledException => $"The broker was not reached, or did not confirm, within {timeout.TotalSeconds:0.#} s.",
            { InnerException: { } inner } fault => $"{fault.Message} ({inner.Message})",
            var fault => fault.Message,
        },
        e);

    /// <summary>
    /// Gives up what is under way. A question to a broker that does not answer cannot be interrupted, and is not waited for:
    /// before it would publish anything, it finds that it was given up.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await giveUp.CancelAsync();
        observing.Disconnect();
        var ended = Task.WhenAll(underWay).ContinueWith(_ => giveUp.Dispose(), TaskScheduler.Default);
        await Task.WhenAny(ended, Task.Delay(EndWithin));
    }

    /// <summary>Changes that were sent together.</summary>
    public sealed record PublishTicket(IReadOnlyList<Task> Sending);
}
