using MassTransit;

namespace KosovoNato.Platform.Bus;

/// <summary>Sends the changes of one service, in order, several at a time.</summary>
sealed class ChangeSender : ISendObserver, IDisposable
{
    readonly ISendEndpoint exchange;
    readonly ConnectHandle observing;
    CancellationTokenSource? sending;
    Exception? firstFault;

    public ChangeSender(ISendEndpoint exchange)
    {
        this.exchange = exchange;
        observing = exchange.ConnectSendObserver(this);
    }

    /// <summary>
    /// Sends changes and waits until the broker has confirmed all of them. They are on the wire in this order: the next one
    /// starts only when the one before has its place on the channel. If any of them fails, the whole failed, and what of it
    /// arrived is not known: send it again from its beginning.
    /// </summary>
    /// <exception cref="BusAwayException">Not all were confirmed in time.</exception>
    public async Task SendInOrderAsync(IReadOnlyList<OutgoingChange> changes, TimeSpan timeout, CancellationToken cancel)
    {
        using var window = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        window.CancelAfter(timeout);
        firstFault = null;
        sending = window;
        var underWay = new List<Task>(changes.Count);
        try
        {
            foreach (var change in changes)
            {
                window.Token.ThrowIfCancellationRequested();
                var sent = exchange.Send(change, window.Token);
                underWay.Add(sent);
                if (!change.WasHandedOver)
                {
                    // There is no channel yet. Several that waited for one would get it in any order.
                    await sent;
                }
            }

            await Task.WhenAll(underWay);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            throw new BusAwayException(ReasonOf(firstFault ?? e, timeout), e);
        }
        finally
        {
            await EndAsync(window, underWay);
        }
    }

    Task ISendObserver.PreSend<T>(SendContext<T> context) => Task.CompletedTask;

    Task ISendObserver.PostSend<T>(SendContext<T> context) => Task.CompletedTask;

    /// <summary>
    /// Called before MassTransit tries it again by itself. That would bring it behind those that follow it, so everything under
    /// way is given up instead.
    /// </summary>
    Task ISendObserver.SendFault<T>(SendContext<T> context, Exception exception)
    {
        if (exception is not OperationCanceledException)
        {
            Interlocked.CompareExchange(ref firstFault, exception, null);
        }

        return sending?.CancelAsync() ?? Task.CompletedTask;
    }

    /// <summary>Nothing of one window is under way when the next one begins.</summary>
    async Task EndAsync(CancellationTokenSource window, List<Task> underWay)
    {
        await window.CancelAsync();
        await Task.WhenAll(underWay).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        sending = null;
    }

    static string ReasonOf(Exception e, TimeSpan timeout) => e is OperationCanceledException
        ? $"The broker did not confirm within {timeout.TotalSeconds:0.#} s."
        : e.InnerException is { } inner ? $"{e.Message} ({inner.Message})" : e.Message;

    public void Dispose() => observing.Disconnect();
}

/// <summary>The broker cannot be reached, or did not confirm.</summary>
sealed class BusAwayException(string message, Exception reason) : Exception(message, reason);
