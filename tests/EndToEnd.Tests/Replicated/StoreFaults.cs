using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Replicated;

/// <summary>
/// What can happen to one machine of a replicated store and its clients. Each fault ends with all processes running, some of them still
/// catching up.
/// </summary>
static class StoreFaults
{
    public static IReadOnlyDictionary<string, Func<ReplicatedLoad, CancellationToken, Task>> All { get; } =
        new Dictionary<string, Func<ReplicatedLoad, CancellationToken, Task>>(StringComparer.Ordinal)
        {
            ["primary killed and back at once"] = (load, cancelled) => KillPrimaryAsync(load.Store, TimeSpan.Zero, cancelled),
            ["primary killed and back after a second"] = (load, cancelled) =>
                KillPrimaryAsync(load.Store, TimeSpan.FromSeconds(1), cancelled),
            ["primary killed and back after it was replaced"] = (load, cancelled) => KillPrimaryUntilReplacedAsync(load.Store, cancelled),
            ["primary suspended for a second"] = (load, cancelled) =>
                SuspendPrimaryAsync(load.Store, TimeSpan.FromSeconds(1), cancelled),
            ["primary suspended while it is being replaced"] = (load, cancelled) =>
                SuspendPrimaryAsync(load.Store, TimeSpan.FromSeconds(2 + (2 * Random.Shared.NextDouble())), cancelled),
            ["primary suspended until it was replaced"] = (load, _) => SuspendPrimaryUntilReplacedAsync(load.Store),
            ["primary cut off until it was replaced"] = (load, _) => CutOffPrimaryAsync(load.Store),
            ["primary replaced by an operator"] = (load, _) => FailOverAsync(load.Store),
            ["replica killed"] = (load, cancelled) => KillReplicaAsync(load.Store, cancelled),
            ["replica suspended"] = (load, cancelled) => SuspendReplicaAsync(load.Store, cancelled),
            ["sentinel killed"] = (load, cancelled) => KillSentinelAsync(load.Store, cancelled),
            ["sentinel suspended"] = (load, cancelled) => SuspendSentinelAsync(load.Store, cancelled),
            ["broker killed"] = (load, cancelled) => KillBrokerAsync(load.Broker!, cancelled),
            ["instance killed"] = (load, cancelled) => KillInstanceAsync(load.Instance, cancelled),
        };

    static async Task KillPrimaryAsync(ReplicatedStore store, TimeSpan away, CancellationToken cancelled)
    {
        var primary = await store.PrimaryAsync();
        await primary.KillAsync();
        await Task.Delay(away, cancelled);
        await primary.StartAsync(cancelled);
    }

    static async Task KillPrimaryUntilReplacedAsync(ReplicatedStore store, CancellationToken cancelled)
    {
        var primary = await store.PrimaryAsync();
        await primary.KillAsync();
        await ReplacedAsync(store, primary);
        await primary.StartAsync(cancelled);
    }

    static async Task SuspendPrimaryAsync(ReplicatedStore store, TimeSpan duration, CancellationToken cancelled)
    {
        var primary = await store.PrimaryAsync();
        await primary.SuspendAsync();
        await Task.Delay(duration, cancelled);
        await primary.ResumeAsync();
    }

    static async Task SuspendPrimaryUntilReplacedAsync(ReplicatedStore store)
    {
        var primary = await store.PrimaryAsync();
        await primary.SuspendAsync();
        await ReplacedAsync(store, primary);
        await primary.ResumeAsync();
    }

    static async Task CutOffPrimaryAsync(ReplicatedStore store)
    {
        var primary = await store.PrimaryAsync();
        await ReplicatedStore.CutOffAsync(primary);
        await ReplacedAsync(store, primary);
        await ReplicatedStore.ReconnectAsync(primary);
    }

    static async Task FailOverAsync(ReplicatedStore store)
    {
        var primary = await store.PrimaryAsync();
        await store.FailOverAsync();
        await ReplacedAsync(store, primary);
    }

    static async Task KillReplicaAsync(ReplicatedStore store, CancellationToken cancelled)
    {
        var replica = await ReplicaAsync(store);
        await replica.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), cancelled);
        await replica.StartAsync(cancelled);
    }

    static async Task SuspendReplicaAsync(ReplicatedStore store, CancellationToken cancelled)
    {
        var replica = await ReplicaAsync(store);
        await replica.SuspendAsync();
        await Task.Delay(TimeSpan.FromSeconds(3), cancelled);
        await replica.ResumeAsync();
    }

    static async Task KillSentinelAsync(ReplicatedStore store, CancellationToken cancelled)
    {
        var sentinel = store.Sentinels[Random.Shared.Next(store.Sentinels.Count)];
        await sentinel.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), cancelled);
        await sentinel.StartAsync(cancelled);
    }

    static async Task SuspendSentinelAsync(ReplicatedStore store, CancellationToken cancelled)
    {
        var sentinel = store.Sentinels[Random.Shared.Next(store.Sentinels.Count)];
        await sentinel.SuspendAsync();
        await Task.Delay(TimeSpan.FromSeconds(3), cancelled);
        await sentinel.ResumeAsync();
    }

    static async Task KillBrokerAsync(RabbitServer broker, CancellationToken cancelled)
    {
        await broker.KillAsync(cancelled);
        await broker.StartAgainAsync(cancelled);
    }

    static async Task KillInstanceAsync(ServiceProcess instance, CancellationToken cancelled)
    {
        await instance.KillAsync();
        await instance.StartAgainAsync(cancelled);
    }

    static async Task<RedisProcess> ReplicaAsync(ReplicatedStore store)
    {
        var primary = await store.PrimaryAsync();
        var replicas = store.Servers.Where(server => server != primary).ToArray();
        return replicas[Random.Shared.Next(replicas.Length)];
    }

    static Task ReplacedAsync(ReplicatedStore store, RedisProcess old) =>
        Eventually.True(async () => await store.PrimaryAsync() != old, seconds: 60);
}
