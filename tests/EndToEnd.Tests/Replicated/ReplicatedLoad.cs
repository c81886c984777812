using System.Diagnostics;
using KosovoNato.EndToEnd.Tests.Recording;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using KosovoNato.Testing.Histories;

namespace KosovoNato.EndToEnd.Tests.Replicated;

/// <summary>
/// Two instances of a service on a replicated store under recorded load: eight writers, four watchers, and readers that allow no failed
/// read.
/// </summary>
sealed class ReplicatedLoad : IAsyncDisposable
{
    const int WritersEach = 4;
    const string Prefix = "replicated";

    readonly ReplicatedStore store;
    readonly IReadOnlyList<RunningService> instances;
    readonly CancellationTokenSource stopWriting = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    readonly CancellationTokenSource stopWatching = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    readonly RecordingWriter first;
    readonly IReadOnlyList<BusyWriter> writers;
    readonly IReadOnlyList<WatchRecorder> watchers;
    readonly List<Task> running = [];

    ReplicatedLoad(ReplicatedStore store, IReadOnlyList<RunningService> instances)
    {
        (this.store, this.instances) = (store, instances);
        var rpcs = instances.Select(instance => new RecognitionService.RecognitionServiceClient(instance.Invoker)).ToList();
        first = new(rpcs[0]);
        writers = [.. Enumerable.Range(0, WritersEach * rpcs.Count).Select(i => new BusyWriter(i, rpcs[i % rpcs.Count]))];
        watchers =
        [
            .. rpcs.Select((rpc, i) => new WatchRecorder($"plain {i}", rpc)),
            .. rpcs.Select((rpc, i) => new WatchRecorder($"filtered {i}", rpc)
            {
                Filter = Versions.Datasets, WireFilter = TestRequests.OnlyDatasets, BreaksOffWithin = 20,
            }),
        ];
        Rpcs = rpcs;
    }

    /// <summary>A client of each instance.</summary>
    public IReadOnlyList<RecognitionService.RecognitionServiceClient> Rpcs { get; }

    /// <summary>The number of acknowledged writes so far.</summary>
    public int Acknowledged => writers.Sum(writer => writer.Recording.Acknowledged);

    public static async Task<ReplicatedLoad> StartAsync(ReplicatedStore store)
    {
        var instances = new List<RunningService>();
        for (var i = 0; i < 2; i++)
        {
            instances.Add(await RunningService.StartAsync("recognitions", store.Configuration, Prefix, [("Store:Replicas", "1")]));
        }

        var load = new ReplicatedLoad(store, instances);
        for (var i = 0; i < BusyWriter.Shared; i++)
        {
            await load.first.RegisterAsync(TestRequests.Register($"shared-{i}"));
        }

        load.running.AddRange(load.writers.Select(writer => writer.RunAsync(load.stopWriting.Token)));
        load.running.AddRange(load.watchers.Select(watcher => watcher.RunAsync(load.stopWatching.Token)));
        load.running.AddRange(load.Rpcs.Select(load.ReadAsync));
        return load;
    }

    /// <summary>Waits for a number of further acknowledgements, and returns the time until the first.</summary>
    public async Task<TimeSpan> WroteAsync(int count, double seconds = 60)
    {
        var (from, start) = (Acknowledged, Stopwatch.GetTimestamp());
        TimeSpan? firstAfter = null;
        await Eventually.True(async () =>
        {
            foreach (var failed in running.Where(task => task.IsCompleted))
            {
                // What the service says about it comes first.
                AssertNoErrors();
                await failed;
                Assert.Fail("A writer, watcher or reader ended before its time.");
            }

            firstAfter ??= Acknowledged > from ? Stopwatch.GetElapsedTime(start) : null;
            return Acknowledged >= from + count;
        }, seconds);
        return firstAfter!.Value;
    }

    /// <summary>Ends the load, and compares what writers and watchers have seen with the log of the present primary.</summary>
    public async Task AssertNothingLostAsync()
    {
        await stopWriting.CancelAsync();
        await Task.WhenAll(running.Take(writers.Count)).WithinAsync(90);
        var log = await StoredLog.ReadAsync(await store.PrimaryConfigurationAsync(), $"{Prefix}:recognitions");
        var head = log[^1].Number;
        await Eventually.True(() => watchers.All(watcher => watcher.Position >= head), seconds: 60);
        await stopWatching.CancelAsync();
        await Task.WhenAll(running).WithinAsync(30);
        TestContext.Current.TestOutputHelper?.WriteLine($"{head} revisions, {Acknowledged} acknowledgements");
        HistoryChecker.AssertKept(log, [.. writers.SelectMany(writer => writer.Recording.Writes), .. first.Writes],
            [.. watchers.Select(watcher => watcher.Recorded(head))]);
        // The service was always there, so these streams end with the test, and before it only of age.
        Assert.All(
            watchers.Where(watcher => watcher.BreaksOffWithin == 0),
            watcher => Assert.Single(watcher.Recorded(head).Steps.OfType<WatchStep.Ended>(), end => !IsOfAge(end)));
        AssertNoErrors();
    }

    static bool IsOfAge(WatchStep.Ended end) => end.Reason.EndsWith(" STREAM_RECYCLED", StringComparison.Ordinal);

    void AssertNoErrors()
    {
        foreach (var instance in instances)
        {
            instance.Errors.AssertNone();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopWriting.CancelAsync();
        await stopWatching.CancelAsync();
        await Task.WhenAny(Task.WhenAll(running), Task.Delay(TimeSpan.FromSeconds(30), CancellationToken.None));
        foreach (var instance in instances)
        {
            await instance.DisposeAsync();
        }

        stopWriting.Dispose();
        stopWatching.Dispose();
    }

    /// <summary>Reads all the time. A failed read fails the test: reads need no store.</summary>
    async Task ReadAsync(RecognitionService.RecognitionServiceClient rpc)
    {
        while (!stopWatching.IsCancellationRequested)
        {
            await rpc.GetSourceAsync(new() { Name = "sources/shared-0" }, cancellationToken: TestContext.Current.CancellationToken);
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
