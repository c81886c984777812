using System.Collections.Concurrent;
using KosovoNato.Client;
using KosovoNato.Client.Watching;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>Two replicas on one store, restarted in turn, as an orchestrator does it, while callers continue.</summary>
public sealed class RollingRestartTests(SharedStores stores)
{
    const int Callers = 8;
    const int Watchers = 4;

    [Fact(Explicit = true)]
    public async Task A_rolling_restart_fails_no_call_and_no_watcher_misses_a_change()
    {
        using var folder = new TemporaryDirectory();
        var settings = folder.Accept().Append(("Store:Configuration", (await stores.Of(StoreBackend.Redis)).Configuration))
            .Append(("Store:KeyPrefix", StoreServer.FreshPrefix()))
            .Append(("Listen:MaxConnectionAge", "00:00:03")).ToDictionary(setting => setting.Item1, setting => setting.Item2);
        await using var first = await ServiceProcess.StartAsync("Recognitions", settings, Call.Cancelled);
        await using var second = await ServiceProcess.StartAsync("Recognitions", settings, Call.Cancelled);
        await using var client = new RecognitionsClient(new ClientOptions
        {
            Address = first.GrpcAddress,
            AdditionalAddresses = [second.GrpcAddress],
            ApiKey = RunningService.Key,
            CallTimeout = TimeSpan.FromSeconds(20),
            MaxAttempts = 10,
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Call.Cancelled);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Call.Cancelled);
        var seen = Enumerable.Range(0, Watchers).Select(_ => new ConcurrentQueue<long>()).ToList();
        var begun = seen.ConvertAll(_ => new TaskCompletionSource());
        var watches = seen.Zip(begun, (queue, heard) => WatchAsync(client, queue, heard, end.Token)).ToList();
        await Eventually.True(
            () => client.Rpc.ListSourcesAsync(new()).ResponseAsync.ContinueWith(
                list => list.IsCompletedSuccessfully, TaskScheduler.Default));
        // A watch that starts later gets earlier writes in a snapshot and not as single revisions.
        await Task.WhenAll(begun.Select(heard => heard.Task)).WithinAsync(30);
        var newest = 0L;
        var calls = 0;
        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var written = await client.Rpc.RegisterSourceAsync(IdentityTests.Register($"c{caller}-{i}"));
                InterlockedMax(ref newest, written.Revision.Number);
                var read = await client.Rpc.GetSourceAsync(
                    new() { Name = $"sources/c{caller}-{i}", Consistency = new() { AtLeast = written.Revision.Token } });
                Assert.Equal($"sources/c{caller}-{i}", read.Source.Name);
                Interlocked.Add(ref calls, 2);
            }
        })).ToList();

        for (var round = 0; round < StressMode.Rounds(1, 5); round++)
        {
            foreach (var replica in new[] { first, second })
            {
                var before = Volatile.Read(ref calls);
                await replica.TerminateAsync();
                await replica.StartAgainAsync(Call.Cancelled);
                await Eventually.True(() => Volatile.Read(ref calls) > before + 50, seconds: 30);
            }
        }

        await stop.CancelAsync();
        // A failed call throws in its caller.
        await Task.WhenAll(callers).WithinAsync(30);
        // A watch that ended early must throw at once; otherwise the test would wait for its timeout.
        await Task.WhenAny([Eventually.True(() => seen.All(queue => queue.LastOrDefault() >= newest), seconds: 30), .. watches]).Unwrap();
        await end.CancelAsync();
        await Task.WhenAll(watches).WithinAsync(10);
        var expected = Enumerable.Range(1, (int)newest).Select(number => (long)number).ToList();
        Assert.All(seen, queue => Assert.Equal(expected, queue));
        first.AssertNoErrors();
        second.AssertNoErrors();
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls} calls, {newest} revisions, none failed, none missed");
    }

    static async Task WatchAsync(RecognitionsClient client, ConcurrentQueue<long> seen, TaskCompletionSource begun, CancellationToken end)
    {
        try
        {
            await foreach (var step in client.WatchAsync(new WatchRequest(), end))
            {
                var message = Assert.IsType<WatchEvent<WatchResponse>.Message>(step);
                begun.TrySetResult();
                foreach (var revision in message.Response.Revisions)
                {
                    seen.Enqueue(revision.Revision);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The watch is canceled after it has seen every revision.
        }
    }

    static void InterlockedMax(ref long most, long value)
    {
        var known = Volatile.Read(ref most);
        while (known < value && Interlocked.CompareExchange(ref most, value, known) is var other && other != known)
        {
            known = other;
        }
    }
}
