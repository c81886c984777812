using Xunit;

namespace KosovoNato.Testing;

/// <summary>
/// Redis 7 that syncs its append-only file before each response: in a container if there is an engine, otherwise as a process.
/// </summary>
public static class RedisServer
{
    /// <summary>Durability as in production: acknowledged data is on disk, and no snapshot hides a broken append-only file.</summary>
    internal static IReadOnlyList<string> Durability { get; } = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""];

    public static async Task<StoreServer> StartAsync(CancellationToken cancellationToken)
    {
        if (ContainerEngine.IsPresent)
        {
            return await ContainerRedisServer.StartAsync(cancellationToken);
        }

        if (!LocalRedisServer.IsInstalled)
        {
            Assert.Skip("Neither a container engine nor redis-server is installed.");
        }

        return await LocalRedisServer.StartAsync(cancellationToken);
    }
}
