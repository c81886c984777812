using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Replicated;

/// <summary>
/// Causes faults of a replicated store, one after another under load, and fails if an acknowledged or delivered revision is lost.
/// </summary>
static class FaultCampaign
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The faults of the primary, or of all other servers.</summary>
    public static TheoryData<string> Faults(bool ofPrimary) =>
        [.. StoreFaults.All.Keys.Where(name => name.StartsWith("primary", StringComparison.Ordinal) == ofPrimary)];

    public static async Task RunWithBrokerAsync(IEnumerable<string> faults)
    {
        await using var broker = await RabbitServer.StartAsync(Cancelled);
        await RunAsync(faults, broker);
    }

    public static async Task RunAsync(IEnumerable<string> faults, RabbitServer? broker)
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
