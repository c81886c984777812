using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace KosovoNato.Serving.Transport;

/// <summary>
/// Asks an old connection to close. Its calls finish and its client opens another, so that new instances get their share of the load.
/// Streams continue until their own maximum age.
/// </summary>
sealed class ConnectionAgeMiddleware(TimeSpan age, TimeProvider timeProvider)
{
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.Features.Get<IConnectionLifetimeNotificationFeature>() is not { } lifetime)
        {
            await next(connection);
            return;
        }

        // Up to 10 % more or less, so that connections that were opened together do not close together.
        var own = age * (0.9 + (0.2 * Random.Shared.NextDouble()));
        await using var timer = timeProvider.CreateTimer(_ => lifetime.RequestClose(), null, own, Timeout.InfiniteTimeSpan);
        await next(connection);
    }
}
