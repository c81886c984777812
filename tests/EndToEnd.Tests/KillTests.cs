using KosovoNato.Client;
using KosovoNato.EndToEnd.Tests.Recording;
using KosovoNato.Testing;
using KosovoNato.Testing.Histories;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>The guarantees of writes and of Watch while the service and its store are killed.</summary>
public sealed class KillTests
{
    const int Writers = 8;
    const int WritesBetweenKills = 150;

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task Eight_writers_and_four_watchers_survive_kills(StoreBackend backend)
    {
        await using var store = await StoreServer.StartAsync(backend, Cancelled);
        await using var deployment = await Deployment.StartProcessAsync(store.Configuration);
        await using var client = new RecognitionsClient(
            new() { Address = deployment.Service.GrpcAddress, MaxBackoff = TimeSpan.FromSeconds(1) });
        var first = new RecordingWriter(deployment.Rpc);
        WatchRecorder[] watchers =
        [
            new("filtered", deployment.Rpc) { Filter = Versions.Datasets, WireFilter = TestRequests.OnlyDatasets },
            new("resuming", deployment.Rpc) { BreaksOffWithin = 20 },
            new("slow", deployment.Rpc) { Pause = cancellationToken => Task.Delay(Random.Shared.Next(100), cancellationToken) },
        ];
        var plain = new ClientRecorder("plain", client);
        for (var i = 0; i < BusyWriter.Shared; i++)
        {
            await first.RegisterAsync(TestRequests.Register($"shared-{i}"));
        }

        using var stopWriting = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var stopWatching = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var writers = Enumerable.Range(0, Writers).Select(i => new BusyWriter(i, deployment.Rpc)).ToArray();
        var watching = watchers.Select(watcher => watcher.RunAsync(stopWatching.Token)).Append(plain.RunAsync(stopWatching.Token))
            .ToArray();
        var writing = writers.Select(writer => writer.RunAsync(stopWriting.Token)).ToArray();

        var kills = 2 * StressMode.Rounds(1, 2, 50);
        for (var kill = 0; kill < kills; kill++)
        {
            await WroteMoreAsync(writers, writing, watching);
            if (kill % 2 == 0)
            {
                await store.KillAsync(Cancelled);
                await store.RestartAsync(Cancelled);
            }
            else
            {
                await deployment.Process.KillAsync();
                await deployment.Process.StartAgainAsync(Cancelled);
            }
        }

        // One graceful stop in the middle of the load.
        await WroteMoreAsync(writers, writing, watching);
        await deployment.Process.TerminateAsync();
        await deployment.Process.StartAgainAsync(Cancelled);
        await WroteMoreAsync(writers, writing, watching);
        await stopWriting.CancelAsync();
        await Task.WhenAll(writing).WithinAsync(60);
        var log = await StoredLog.ReadAsync(deployment);
        var head = log[^1].Number;
        await Eventually.True(() => watchers.All(watcher => watcher.Position >= head) && plain.Position >= head, seconds: 60);
        await stopWatching.CancelAsync();
        await Task.WhenAll(watching).WithinAsync(20);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kills} kills, {head} revisions, {writers.Sum(writer => writer.Recording.Acknowledged)} acknowledgements");
        HistoryChecker.AssertKept(log, [.. writers.SelectMany(writer => writer.Recording.Writes), .. first.Writes],
            [.. watchers.Select(watcher => watcher.Recorded(head)), plain.Recorded(head)]);
        AssertEventful(watchers, kills);
        deployment.Service.AssertNoErrors();
    }

    /// <summary>An empty history would pass every check, so this asserts that events occurred.</summary>
    static void AssertEventful(WatchRecorder[] watchers, int kills)
    {
        var kinds = watchers[0].Recorded(0).Steps.OfType<WatchStep.Received>().SelectMany(message => message.Revisions)
            .SelectMany(revision => revision.Changes).Select(change => change.Kind);
        Assert.Equal([ObservedKind.Added, ObservedKind.Modified, ObservedKind.Removed], kinds.Distinct().Order());
        Assert.All(watchers, watcher => Assert.True(
            watcher.Recorded(0).Steps.Count(step => step is WatchStep.Resumed) >= kills / 2, "A watcher was not interrupted."));
    }

    /// <summary>Waits until the writers have made progress. A failed writer or watcher ends the test immediately.</summary>
    static async Task WroteMoreAsync(BusyWriter[] writers, Task[] writing, Task[] watching)
    {
        var from = writers.Sum(writer => writer.Recording.Acknowledged);
        await Eventually.True(async () =>
        {
            foreach (var failed in writing.Concat(watching).Where(task => task.IsCompleted))
            {
                await failed;
                Assert.Fail("A writer or watcher ended before its time.");
            }

            return writers.Sum(writer => writer.Recording.Acknowledged) >= from + WritesBetweenKills;
        }, seconds: 60);
    }
}
