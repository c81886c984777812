using MassTransit;

namespace KosovoNato.Platform.Bus;

/// <summary>Sends the changes of one service.</summary>
sealed class ChangeSender(ISendEndpoint exchange)
{
    /// <summary>Begins to send. One flow at a time: nothing of the one before is sent any more once it is disposed.</summary>
    /// <param name="timeout">How long the broker may take to confirm.</param>
    /// <param name="cancel">Ends all that is under way.</param>
    public ChangeFlow Begin(TimeSpan timeout, CancellationToken cancel) => new(exchange, timeout, cancel);
}

/// <summary>The broker cannot be reached, or did not confirm.</summary>
sealed class BusAwayException(string message, Exception reason) : Exception(message, reason);
