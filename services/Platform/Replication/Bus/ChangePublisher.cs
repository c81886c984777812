using MassTransit;

namespace KosovoNato.Replication.Bus;

/// <summary>Publishes the changes of a service.</summary>
sealed class ChangePublisher(ISendEndpoint exchange)
{
    /// <summary>Opens a publishing pipeline. Use only one at a time; a disposed pipeline sends nothing more.</summary>
    /// <param name="timeout">The time within which the broker must confirm.</param>
    /// <param name="cancellationToken">Cancels everything in flight.</param>
    public PublishPipeline OpenPipeline(TimeSpan timeout, CancellationToken cancellationToken) => new(exchange, timeout, cancellationToken);
}

/// <summary>The broker is unavailable or did not confirm a publication.</summary>
sealed class BusUnavailableException(string message, Exception reason) : Exception(message, reason);
