using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Replicated;

/// <summary>What was acknowledged or shown survives the loss of any one server of a replicated store, and reads never stop.</summary>
public sealed class ReplicatedStoreTests
{
    public static TheoryData<string> Faults { get; } = [.. StoreFaults.All.Keys];

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_killed_primary_is_replaced_and_nothing_is_lost() =>
        RunAsync(["primary killed and back after it was replaced"], broker: null);

    [Theory(Explicit = true)]
    [MemberData(nameof(Faults))]
    public Task Nothing_is_lost(string fault) => RunWithBrokerAsync(Enumerable.Repeat(fault, StressMode.Rounds(1, 20)));

    [Fact(Explicit = true)]
    public Task Nothing_is_lost_in_a_row_of_faults()
    {
        var names = StoreFaults.All.Keys.ToArray();
        return RunWithBrokerAsync(Enumerable.Range(0, StressMode.Rounds(6, 200)).Select(_ => names[Random.Shared.Next(names.Length)]));
    }

    static async Task RunWithBrokerAsync(IEnumerable<string> faults)
    {
        await using var broker = await RabbitServer.StartAsync(Cancelled);
        await RunAsync(faults, broker);
    }

    static async Task RunAsync(IEnumerable<string> faults, RabbitServer? broker)
    {
        await using var store = await ReplicatedStore.StartAsync(Cancelled);
        await using var load = await ReplicatedLoad.StartAsync(store, broker);
        await load.WroteAsync(100);
        if (broker is not null)
        {
            await broker.SaveQueuesAsync(Cancelled);
        }

        var waits = new List<TimeSpan>();
        foreach (var fault in faults)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(fault);
            await Task.WhenAll(StoreFaults.All[fault](load, Cancelled), MeasureAsync());
            await load.WroteAsync(100);
            await store.IsWholeAsync();
            TestContext.Current.TestOutputHelper?.WriteLine($"writes again after {waits[^1].TotalSeconds:0.0} s");
        }

        await load.AssertNothingLostAsync();

        async Task MeasureAsync()
        {
            // Acknowledgements that were under way do not count.
            await Task.Delay(TimeSpan.FromMilliseconds(200), Cancelled);
            waits.Add(await load.WroteAsync(1));
        }
    }
}
