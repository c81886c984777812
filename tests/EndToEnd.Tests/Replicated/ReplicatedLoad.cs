using System.Diagnostics;
using KosovoNato.EndToEnd.Tests.Recording;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using KosovoNato.Testing.Histories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KosovoNato.EndToEnd.Tests.Replicated;

/// <summary>
/// Two instances of a service on a replicated store under recorded load: nine writers, four watchers, a service that mirrors the first
/// instance, a subscriber of the bus, and a reader of the first instance that allows no failed read. The second instance is a process that
/// may be killed.
/// </summary>
sealed class ReplicatedLoad : IAsyncDisposable
{
    const int WritersEach = 4;
    const string Prefix = "replicated";

    readonly Deployment steady;
    readonly Deployment killable;
    readonly RunningService downstream;
    readonly RecordingSubscriber? subscriber;
    readonly CancellationTokenSource stopWriting = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    readonly CancellationTokenSource stopWatching = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    readonly RecordingWriter stateWriter;
    readonly IReadOnlyList<BusyWriter> writers;
    readonly IReadOnlyList<WatchRecorder> watchers;
    readonly List<Task> running = [];

    ReplicatedLoad(ReplicatedStore store, RabbitServer? broker, Deployment steady, Deployment killable, RunningService downstream,
        RecordingSubscriber? subscriber)
    {
        (Store, Broker, this.steady, this.killable) = (store, broker, steady, killable);
        (this.downstream, this.subscriber) = (downstream, subscriber);
        RecognitionService.RecognitionServiceClient[] rpcs = [steady.Rpc, killable.Rpc];
        stateWriter = new(steady.Rpc);
        writers = [.. Enumerable.Range(0, WritersEach * rpcs.Length).Select(i => new BusyWriter(i, rpcs[i % rpcs.Length]))];
        watchers =
        [
            .. rpcs.Select((rpc, i) => new WatchRecorder($"plain {i}", rpc)),
            .. rpcs.Select((rpc, i) => new WatchRecorder($"filtered {i}", rpc)
            {
                Filter = Versions.Datasets, WireFilter = TestRequests.OnlyDatasets, BreaksOffWithin = 20,
            }),
        ];
    }

    public ReplicatedStore Store { get; }

    /// <summary>The broker, or null for services that only call each other.</summary>
    public RabbitServer? Broker { get; }

    /// <summary>The instance that may be killed.</summary>
    public ServiceProcess Instance => killable.Process;

    /// <summary>The number of acknowledged writes so far.</summary>
    public int Acknowledged => stateWriter.Acknowledged + writers.Sum(writer => writer.Recording.Acknowledged);

    public static async Task<ReplicatedLoad> StartAsync(ReplicatedStore store, RabbitServer? broker = null)
    {
        List<(string, string)> settings = [("Store:Replicas", "1"), ("Store:KeyPrefix", Prefix)];
        if (broker is not null)
        {
            settings.Add(("Bus:RabbitMqUri", broker.Address("/")));
        }

        var steady = await Deployment.StartAsync(store.Configuration, through: null, [.. settings]);
        var killable = await Deployment.StartProcessAsync(store.Configuration, through: null, [.. settings]);
        var subscriber = broker is null ? null : new RecordingSubscriber();
        var log = new LoggedEvents();
        var downstream = await RunningService.StartAsync(
            "milestones", store.Configuration,
            settings:
            [
                .. settings.Select(setting => (setting.Item1, (string?)setting.Item2)),
                ("Upstreams:Addresses:recognitions", steady.Service.GrpcAddress.ToString()), ("Upstreams:PollInterval", "00:00:02"),
            ],
            change: builder =>
            {
                builder.Logging.AddProvider(log);
                if (subscriber is not null)
                {
                    builder.Services.AddSingleton(subscriber.Subscribe("load.recognitions"));
                }
            });
        var load = new ReplicatedLoad(store, broker, steady, killable, downstream, subscriber);
        await Eventually.True(() => downstream.State.UpstreamPositions.ContainsKey("recognitions"), seconds: 30);
        // Its own subscription and that of the load: a queue gets no message that was published before it was bound.
        await Eventually.True(() => broker is null || log.Count("bus.consumer_started") >= 2, seconds: 60);
        for (var i = 0; i < BusyWriter.Shared; i++)
        {
            await load.stateWriter.RegisterAsync(TestRequests.Register($"shared-{i}"));
        }

        await load.stateWriter.RegisterAsync(TestRequests.State("AL"));
        // The other instance follows within a second, and on a busy machine later.
        await Eventually.True(async () => (await killable.Rpc.ListStatesAsync(new())).States.Count == 1, seconds: 60);
        load.running.Add(load.WriteStatesAsync());

        load.running.AddRange(load.writers.Select(writer => writer.RunAsync(load.stopWriting.Token)));
        load.running.AddRange(load.watchers.Select(watcher => watcher.RunAsync(load.stopWatching.Token)));
        load.running.Add(load.ReadAsync());
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
                // An error in the log of a service explains more than the exception of a client.
                AssertNoErrors();
                await failed;
                Assert.Fail("A writer, watcher or reader ended before its time.");
            }

            firstAfter ??= Acknowledged > from ? Stopwatch.GetElapsedTime(start) : null;
            return Acknowledged >= from + count;
        }, seconds);
        return firstAfter!.Value;
    }

    /// <summary>Ends the load, and compares what all clients have seen with the log of the present primary.</summary>
    public async Task AssertNothingLostAsync()
    {
        await stopWriting.CancelAsync();
        await Task.WhenAll(running.Take(1 + writers.Count)).WithinAsync(90);
        var log = await StoredLog.ReadAsync(await Store.PrimaryConfigurationAsync(), $"{Prefix}:recognitions");
        var head = log[^1].Number;
        await Eventually.True(() => watchers.All(watcher => watcher.Position >= head), seconds: 60);
        await stopWatching.CancelAsync();
        await Task.WhenAll(running).WithinAsync(30);
        TestContext.Current.TestOutputHelper?.WriteLine($"{head} revisions, {Acknowledged} acknowledgements");
        HistoryChecker.AssertKept(log, [.. writers.SelectMany(writer => writer.Recording.Writes), .. stateWriter.Writes],
            [.. watchers.Select(watcher => watcher.Recorded(head))]);
        // The steady instance was always there, so its streams end with the test, and before it only of age.
        Assert.Single(watchers[0].Recorded(head).Steps.OfType<WatchStep.Ended>(), end => !IsOfAge(end));

        var state = (await steady.Rpc.GetStateAsync(new() { Name = "states/AL" })).State;
        await Eventually.True(() => Mirrored() == state.DisplayName, seconds: 60, $"{state.DisplayName} is mirrored");
        if (subscriber is not null)
        {
            await Eventually.True(() => subscriber.Revisions.Contains(head), seconds: 60, "published");
            RevisionOrder.AssertComplete(subscriber.Revisions, (int)head);
        }

        AssertNoErrors();
    }

    public async ValueTask DisposeAsync()
    {
        await stopWriting.CancelAsync();
        await stopWatching.CancelAsync();
        await Task.WhenAny(Task.WhenAll(running), Task.Delay(TimeSpan.FromSeconds(30), CancellationToken.None));
        await downstream.DisposeAsync();
        await killable.DisposeAsync();
        await steady.DisposeAsync();
        stopWriting.Dispose();
        stopWatching.Dispose();
    }

    string? Mirrored() => downstream.State.Find<State>("states/AL")?.DisplayName;

    static bool IsOfAge(WatchStep.Ended end) => end.Reason.EndsWith(" STREAM_RECYCLED", StringComparison.Ordinal);

    void AssertNoErrors()
    {
        foreach (ITestedService service in new ITestedService[] { steady.Service, killable.Service, downstream })
        {
            service.AssertNoErrors();
        }
    }

    /// <summary>Writes what the downstream service mirrors.</summary>
    async Task WriteStatesAsync()
    {
        for (var i = 1; !stopWriting.IsCancellationRequested; i++)
        {
            await stateWriter.CorrectAsync(TestRequests.CorrectState("AL", $"Albania {i}"));
            // The downstream service commits these one by one.
            await Task.Delay(200, CancellationToken.None);
        }
    }

    /// <summary>Reads all the time. A failed read fails the test: reads need no store.</summary>
    async Task ReadAsync()
    {
        while (!stopWatching.IsCancellationRequested)
        {
            await steady.Rpc.GetSourceAsync(new() { Name = "sources/shared-0" }, cancellationToken: TestContext.Current.CancellationToken);
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
