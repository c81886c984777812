using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using KosovoNato.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KosovoNato.Images.Tests;

/// <summary>One Redis with the host names of all stores; each service has its own keys.</summary>
static class SharedRedis
{
    public const string Password = "open0sesame0123456789";

    public static IContainer In(INetwork network, IEnumerable<string> names)
    {
        var image = Environment.GetEnvironmentVariable("TEST_REDIS_IMAGE") is { Length: > 0 } named ? named : "redis:7";
        return new ContainerBuilder(image)
            .WithLogger(NullLogger.Instance)
            .WithNetwork(network)
            .WithNetworkAliases(names)
            .WithCommand(
                ["redis-server", "--protected-mode", "no", .. RedisServer.Durability, "--user", "service", "on", $">{Password}", "~*", "&*",
                    "+@all"])
            .Build();
    }
}
