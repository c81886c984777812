using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>A service does not start on a store that could lose acknowledged writes.</summary>
public sealed class DurabilityTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("appendonly", "no", Explicit = true)]
    [InlineData("appendfsync", "everysec", Explicit = true)]
    public async Task A_store_that_does_not_sync_to_disk_is_rejected_at_startup(string setting, string value)
    {
        await using var store = await StoreServer.StartAsync(StoreBackend.Redis, Cancelled);
        await using var deployment = await Deployment.StartProcessAsync(store.Configuration);
        await deployment.Process.KillAsync();
        await using var operators = await ConnectionMultiplexer.ConnectAsync($"{store.Configuration},allowAdmin=true");
        await operators.GetDatabase().ExecuteAsync("CONFIG", "SET", setting, value);

        deployment.Process.Launch();
        await Eventually.True(() => !deployment.Process.IsRunning, seconds: 20);
        Assert.Contains(deployment.Service.Errors, error => error.Contains($"{setting} {value}", StringComparison.Ordinal));
    }
}
