using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>Rejects a store whose settings can lose acknowledged writes.</summary>
sealed class StoreVerifier(StoreOptions options, Sentinels? sentinels, StoreConnector connector, ILogger logger)
{
    readonly Dictionary<string, DiskGuard> disks = new(StringComparer.Ordinal);
    volatile DiskGuard? disk;

    /// <summary>The disk of the server that was checked last; null before the first check.</summary>
    public DiskGuard? Disk => disk;

    public async Task CheckSettingsAsync(StoreSession session)
    {
        var database = session.Writes.GetDatabase();
        var server = await StoreInfo.ReadAsync(database, "server");
        session.Embedded = server.IsEmbedded;
        if (session.Embedded)
        {
            return;
        }

        if (sentinels is not null)
        {
            await session.CountReplicasAsync();
        }

        await StoreDurability.RequireAsync((command, arguments) => database.ExecuteAsync(command, arguments), name: "", options.Replicas);
        session.ConfirmsDisks = Version.TryParse(server["redis_version"], out var version) && version >= new Version(7, 2);
        var address = session.Address is { } primary ? Sentinels.TextOf(primary) : "";
        var guard = disks.TryGetValue(address, out var known) ? known : disks[address] = new(logger);
        await guard.CheckAsync(database, server);
        disk = guard;
    }

    /// <summary>Rejects a replica that could lose writes which it has confirmed. One that does not answer confirms none.</summary>
    public async Task CheckReplicasAsync(StoreSession session)
    {
        if (sentinels is null)
        {
            return;
        }

        session.ReplicaServers ??= await ConnectReplicasAsync(session, await sentinels.FindPrimaryAsync());
        foreach (var replica in session.ReplicaServers?.GetServers().Where(replica => replica.IsConnected) ?? [])
        {
            try
            {
                await StoreDurability.RequireAsync(
                    (command, arguments) => replica.ExecuteAsync(command, arguments), $" {Sentinels.TextOf(replica.EndPoint)}",
                    options.Replicas);
            }
            catch (Exception e) when (StoreErrors.IsOfStore(e))
            {
                // It was lost meanwhile.
            }
        }
    }

    async Task<ConnectionMultiplexer?> ConnectReplicasAsync(StoreSession session, Sentinels.Primary primary)
    {
        var configuration = connector.ConfigurationFor("replicas", session.Address);
        configuration.EndPoints.Clear();
        foreach (var replica in primary.Replicas)
        {
            configuration.EndPoints.Add(replica);
        }

        // Sentinels that have just started do not know the replicas yet.
        return configuration.EndPoints.Count > 0 ? await ConnectionMultiplexer.ConnectAsync(configuration) : null;
    }
}
