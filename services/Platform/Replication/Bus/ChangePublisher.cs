using MassTransit;

namespace KosovoNato.Replication.Bus;

/// <summary>Sends the changes of one service.</summary>
sealed class ChangePublisher(ISendEndpoint exchange)
{
    /// <summary>Begins to send. One flow at a time: nothing of the one before is sent any more once it is disposed.</summary>
    /// <param name="timeout">How long the broker may take to confirm.</param>
    /// <param name="cancellationToken">Ends all that is under way.</param>
    public PublishPipeline OpenPipeline(TimeSpan timeout, CancellationToken cancellationToken) => new(exchange, timeout, cancellationToken);
}

/// <summary>The broker cannot be reached, or did not confirm.</summary>
sealed class BusUnavailableException(string message, Exception reason) : Exception(message, reason);
