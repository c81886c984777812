using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>The sentinels of a replicated store, which decide which of its servers is the primary.</summary>
sealed class Sentinels(StoreOptions options) : IAsyncDisposable
{
    readonly string name = ConfigurationOptions.Parse(options.Configuration).ServiceName!;
    ConnectionMultiplexer? connection;

    /// <param name="Address">The address of the primary.</param>
    /// <param name="Replicas">The addresses of its replicas, running or not.</param>
    public sealed record Primary(EndPoint Address, IReadOnlyList<EndPoint> Replicas);

    /// <summary>Asks all sentinels. Of different answers the newest counts.</summary>
    /// <exception cref="PrimaryUnprovenException">
    /// Most sentinels do not answer, or at least one of them considers the primary down or is replacing it.
    /// </exception>
    public async Task<Primary> FindPrimaryAsync()
    {
        connection ??= await ConnectAsync();
        var sentinels = connection.GetServers();
        var views = (await Task.WhenAll(sentinels.Select(TryAskAsync))).OfType<View>().ToList();
        if (views.Count <= sentinels.Length / 2)
        {
            throw new PrimaryUnprovenException(
                $"{views.Count} of {sentinels.Length} sentinels know the primary \"{name}\"; more than half are needed. Check that "
                + "Store:Configuration names all sentinels, and that they run and can reach each other.");
        }

        var newest = views.MaxBy(view => view.Epoch)!;
        return views.Any(view => view.Replaces(newest.Address))
            ? throw new PrimaryUnprovenException($"The sentinels consider the primary {TextOf(newest.Address)} down or are replacing it.")
            : new(newest.Address, newest.Replicas);
    }

    /// <summary>Formats an address as host:port.</summary>
    public static string TextOf(EndPoint address) => EndPointCollection.ToString(address);

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var configuration = ConfigurationOptions.Parse(options.Configuration);
        (configuration.User, configuration.Password) = (configuration.SentinelUser, configuration.SentinelPassword);
        // Each sentinel is asked on its own; the library's own search for the primary would believe the first answer.
        (configuration.ServiceName, configuration.CommandMap) = (null, CommandMap.Sentinel);
        (configuration.TieBreaker, configuration.ConfigurationChannel) = ("", "");
        (configuration.AllowAdmin, configuration.AbortOnConnectFail) = (true, false);
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.ReconnectRetryPolicy = new ExponentialRetry(50, 1_000);
        (configuration.ConnectTimeout, configuration.AsyncTimeout) = (1_000, 1_000);
        configuration.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
        return await ConnectionMultiplexer.ConnectAsync(configuration);
    }

    /// <summary>Returns what one sentinel knows; null if it does not answer or does not know the primary.</summary>
    async Task<View?> TryAskAsync(IServer sentinel)
    {
        try
        {
            var asking = sentinel.SentinelGetMasterAddressByNameAsync(name);
            var askingState = sentinel.SentinelMasterAsync(name);
            var askingReplicas = sentinel.SentinelGetReplicaAddressesAsync(name);
            await Task.WhenAll(asking, askingState, askingReplicas);
            var state = (await askingState).ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
            return await asking is { } address ? new View(address, state, await askingReplicas) : null;
        }
        catch (Exception e) when (StoreErrors.IsOfStore(e))
        {
            return null;
        }
    }

    /// <param name="Address">The address that the sentinel gives to clients: the new primary as soon as it is promoted.</param>
    /// <param name="State">The sentinel's state of the present primary, which is the old one until all replicas follow the new one.</param>
    sealed record View(EndPoint Address, IReadOnlyDictionary<string, string> State, IReadOnlyList<EndPoint> Replicas)
    {
        static readonly string[] Replacing = ["s_down", "o_down", "failover_in_progress"];

        /// <summary>Grows with each replacement of the primary.</summary>
        public long Epoch => long.Parse(State["config-epoch"], CultureInfo.InvariantCulture);

        public bool Replaces(EndPoint address) =>
            $"{State["ip"]}:{State["port"]}" == TextOf(address) && State["flags"].Split(',').Intersect(Replacing).Any();
    }
}

/// <summary>The exception that is thrown while it is not proven which server of a replicated store is the primary.</summary>
sealed class PrimaryUnprovenException(string message) : RedisException(message);
