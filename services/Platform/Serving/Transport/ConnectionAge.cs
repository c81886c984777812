using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KosovoNato.Serving.Transport;

/// <summary>
/// Asks an old connection to close. Its calls finish and its client opens another, so that new instances get their share of the load.
/// Streams continue until their own maximum age.
/// </summary>
/// <remarks>
/// Kestrel closes a connection without calls at once, and a call that its client is just sending would fail. Therefore the close is
/// requested during a call: the client learns of it before the response, and sends its next call on another connection. A connection that
/// nobody uses stays open.
/// </remarks>
sealed class ConnectionAge(IConnectionLifetimeNotificationFeature lifetime)
{
    int calls;
    int isReached;

    /// <summary>Sets the age limit of the connections to a port.</summary>
    public static void Limit(ListenOptions port, TimeSpan limit, TimeProvider timeProvider) => port.Use(next => async connection =>
    {
        if (connection.Features.Get<IConnectionLifetimeNotificationFeature>() is not { } lifetime)
        {
            await next(connection);
            return;
        }

        var age = new ConnectionAge(lifetime);
        connection.Features.Set(age);
        // Up to 10 % more or less, so that connections that were opened together do not close together.
        var own = limit * (0.9 + (0.2 * Random.Shared.NextDouble()));
        await using var timer = timeProvider.CreateTimer(_ => age.Reach(), null, own, Timeout.InfiniteTimeSpan);
        await next(connection);
    });

    /// <summary>Adds the middleware that counts the calls of each connection. It must be the first.</summary>
    public static void Use(WebApplication app) => app.Use(async (httpContext, next) =>
    {
        if (httpContext.Features.Get<ConnectionAge>() is not { } age)
        {
            await next(httpContext);
            return;
        }

        age.Begin();
        try
        {
            await next(httpContext);
        }
        finally
        {
            age.End();
        }
    });

    /// <summary>The connection has reached its age. Without a call, the next one requests the close.</summary>
    public void Reach()
    {
        Interlocked.Exchange(ref isReached, 1);
        if (Volatile.Read(ref calls) > 0)
        {
            lifetime.RequestClose();
        }
    }

    public void Begin()
    {
        Interlocked.Increment(ref calls);
        if (Volatile.Read(ref isReached) == 1)
        {
            lifetime.RequestClose();
        }
    }

    public void End() => Interlocked.Decrement(ref calls);
}
