using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Replicated;

/// <summary>
/// What can happen to one machine of a replicated store. Each fault ends with all processes running, some of them still catching up.
/// </summary>
static class StoreFaults
{
    public static IReadOnlyDictionary<string, Func<ReplicatedStore, CancellationToken, Task>> All { get; } =
        new Dictionary<string, Func<ReplicatedStore, CancellationToken, Task>>(StringComparer.Ordinal)
        {
            ["primary killed and back at once"] = (store, cancelled) => KillPrimaryAsync(store, TimeSpan.Zero, cancelled),
            ["primary killed and back after a second"] = (store, cancelled) => KillPrimaryAsync(store, TimeSpan.FromSeconds(1), cancelled),
            ["primary killed and back after it was replaced"] = KillPrimaryUntilReplacedAsync,
            ["primary suspended for a second"] = (store, cancelled) => SuspendPrimaryAsync(store, TimeSpan.FromSeconds(1), cancelled),
            ["primary suspended while it is being replaced"] = (store, cancelled) =>
                SuspendPrimaryAsync(store, TimeSpan.FromSeconds(2 + (2 * Random.Shared.NextDouble())), cancelled),
            ["primary suspended until it was replaced"] = SuspendPrimaryUntilReplacedAsync,
            ["primary cut off until it was replaced"] = CutOffPrimaryAsync,
            ["primary replaced by an operator"] = FailOverAsync,
            ["replica killed"] = KillReplicaAsync,
            ["replica suspended"] = SuspendReplicaAsync,
            ["sentinel killed"] = KillSentinelAsync,
            ["sentinel suspended"] = SuspendSentinelAsync,
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

    static async Task SuspendPrimaryUntilReplacedAsync(ReplicatedStore store, CancellationToken cancelled)
    {
        var primary = await store.PrimaryAsync();
        await primary.SuspendAsync();
        await ReplacedAsync(store, primary);
        await primary.ResumeAsync();
    }

    static async Task CutOffPrimaryAsync(ReplicatedStore store, CancellationToken cancelled)
    {
        var primary = await store.PrimaryAsync();
        await ReplicatedStore.CutOffAsync(primary);
        await ReplacedAsync(store, primary);
        await ReplicatedStore.ReconnectAsync(primary);
    }

    static async Task FailOverAsync(ReplicatedStore store, CancellationToken cancelled)
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

    static async Task<RedisProcess> ReplicaAsync(ReplicatedStore store)
    {
        var primary = await store.PrimaryAsync();
        var replicas = store.Servers.Where(server => server != primary).ToArray();
        return replicas[Random.Shared.Next(replicas.Length)];
    }

    static Task ReplacedAsync(ReplicatedStore store, RedisProcess old) =>
        Eventually.True(async () => await store.PrimaryAsync() != old, seconds: 60);
}
