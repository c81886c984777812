using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace KosovoNato.Serving.Transport;

/// <summary>
/// Asks a connection to close when it is old: its calls finish, its client opens another, and so replicas that were added get
/// their share. Streams go on until their own age.
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

        // Up to a tenth more or less, so that those that came together do not leave together.
        var own = age * (0.9 + (0.2 * Random.Shared.NextDouble()));
        await using var timer = timeProvider.CreateTimer(_ => lifetime.RequestClose(), null, own, Timeout.InfiniteTimeSpan);
        await next(connection);
    }
}
