using MassTransit;

namespace KosovoNato.Replication.Bus;

/// <summary>
/// Publishes changes to the broker, several in flight at a time, in the order in which they are sent. If one fails, all changes in flight
/// count as failed, and it is unknown which of them arrived: resume after the last confirmed change.
/// </summary>
sealed class PublishPipeline : ISendObserver, IAsyncDisposable
{
    static readonly TimeSpan StopTimeout = TimeSpan.FromMilliseconds(200);

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

    /// <summary>Sends changes after the changes in flight. Completes when their order on the wire is fixed.</summary>
    /// <exception cref="BusUnavailableException">A change in flight failed.</exception>
    public async Task<PublishTicket> SendAsync(IReadOnlyList<OutgoingChange> changes)
    {
        giveUp.CancelAfter(timeout);
        var first = underWay.Count;
        try
        {
            foreach (var change in changes)
            {
                givenUp.ThrowIfCancellationRequested();
                var sending = change.SendTo(exchange, givenUp);
                underWay.Add(sending);
                if (!change.WasDispatchedInline)
                {
                    // There is no channel yet, and several waiting changes would get one in any order.
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

    /// <summary>Waits until the broker has confirmed the changes of a ticket. Await tickets in the order of sending.</summary>
    /// <exception cref="BusUnavailableException">The broker did not confirm, or another change in flight failed.</exception>
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
    /// Called before MassTransit retries a send. A retry would move the change behind its successors, so everything in flight is abandoned
    /// instead. Also called for sends of an earlier pipeline, which are ignored.
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
    /// Waits for a send or for the end of the pipeline. MassTransit alone would not stop: before the first publication on a channel it
    /// declares the exchange, and it ignores its token while it waits for the broker's reply. A broker that is alive but stuck would then
    /// delay the relay and the shutdown until RabbitMQ's client times out.
    /// </summary>
    Task OrAbortAsync(Task sending) => sending.WaitAsync(givenUp);

    BusUnavailableException Away(Exception e) => new(
        (firstFault ?? e) switch
        {
            OperationCanceledException => $"The broker was unavailable or did not confirm within {timeout.TotalSeconds:0.#} s.",
            { InnerException: { } inner } fault => $"{fault.Message} ({inner.Message})",
            var fault => fault.Message,
        },
        e);

    /// <summary>
    /// Abandons everything in flight. A request to a broker that does not respond cannot be interrupted and is not awaited for long: before
    /// it publishes anything, it sees the cancellation.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await giveUp.CancelAsync();
        observing.Disconnect();
        var ended = Task.WhenAll(underWay).ContinueWith(_ => giveUp.Dispose(), TaskScheduler.Default);
        await Task.WhenAny(ended, Task.Delay(StopTimeout));
    }

    /// <summary>Changes that were sent together.</summary>
    public sealed record PublishTicket(IReadOnlyList<Task> Sending);
}
