using System.Net;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>Connects to one server of the store.</summary>
sealed partial class StoreConnector(StoreOptions options, RedisKey key, RedisKey probeKey, Sentinels? sentinels, ILogger logger)
{
    // Less than the timeout of a command, after which it would not be known how many replicas have a write.
    TimeSpan MaxReplicationTime => options.RetryTimeout / 4 is var quarter && quarter < TimeSpan.FromSeconds(1)
        ? quarter
        : TimeSpan.FromSeconds(1);

    /// <summary>Opens a session, which is no longer verified when it loses a connection.</summary>
    /// <param name="address">The primary of a replicated store; null for a single store.</param>
    /// <param name="restored">Called after each reconnect.</param>
    public async Task<StoreSession> ConnectAsync(EndPoint? address, Action restored)
    {
        var writes = await ConnectionMultiplexer.ConnectAsync(ConfigurationFor("writes", address));
        var reads = await ConnectionMultiplexer.ConnectAsync(ConfigurationFor("reads", address));
        var session = new StoreSession(address, writes, reads, probeKey, sentinels, options.Replicas, MaxReplicationTime);
        foreach (var multiplexer in new[] { writes, reads })
        {
            multiplexer.ConnectionFailed += (_, failed) =>
            {
                var wasVerified = session.Verified;
                session.Verified = false;
                // Once for each loss, not for each attempt to reconnect.
                if (wasVerified && !session.IsDisposed)
                {
                    Disconnected(logger, failed.FailureType, failed.Exception is { } cause ? StoreErrors.Explain(cause) : "no details");
                }
            };
            multiplexer.ConnectionRestored += (_, _) => restored();
        }

        return session;
    }

    /// <summary>
    /// Throws the store's response to the credentials. The library drops it, and only reports that a later command needs authentication;
    /// but a first connection that must succeed or fail reports the response.
    /// </summary>
    public async Task ThrowRejectionAsync(EndPoint? address)
    {
        var configuration = ConfigurationFor("credentials", address);
        (configuration.AbortOnConnectFail, configuration.ConnectRetry) = (true, 1);
        await using var accepted = await ConnectionMultiplexer.ConnectAsync(configuration);
    }

    /// <param name="use">A part of the name by which the server lists the connection.</param>
    /// <param name="address">The server of a replicated store; null for a single store.</param>
    public ConfigurationOptions ConfigurationFor(string use, EndPoint? address)
    {
        var configuration = ConfigurationOptions.Parse(options.Configuration);
        if (address is not null)
        {
            // One session is with one server. The library would follow the sentinels to another server in the middle of a commit.
            configuration.ServiceName = null;
            configuration.EndPoints.Clear();
            configuration.EndPoints.Add(address);
            (configuration.TieBreaker, configuration.ConfigurationChannel) = ("", "");
        }

        configuration.AbortOnConnectFail = false;
        // The library counts INFO, CONFIG GET and BGREWRITEAOF as administration; no other such commands are used.
        configuration.AllowAdmin = true;
        configuration.ClientName = $"{key}:{use}";
        // The library must not queue commands: the committer itself retries a commit with an unknown outcome, with the same request ID.
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.ReconnectRetryPolicy = new ExponentialRetry(50, 1_000);
        configuration.ConnectTimeout = 1_000;
        configuration.AsyncTimeout = (int)(options.RetryTimeout / 2).TotalMilliseconds;
        configuration.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
        return configuration;
    }

    [LoggerMessage(EventName = "store.disconnected", Level = LogLevel.Warning,
        Message = "The connection to the store was lost ({Failure}); reconnecting. Reason: {Reason}")]
    static partial void Disconnected(ILogger logger, ConnectionFailureType failure, string reason);
}
