using System.Diagnostics;
using StackExchange.Redis;

namespace KosovoNato.Standalone.Tests;

public sealed class DurabilityTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Written_data_is_there_after_an_orderly_stop()
    {
        using var folder = new TemporaryDirectory();
        await using (var store = await EmbeddedStore.StartAsync(folder.Options, Cancelled))
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync(store.Configuration);
            await redis.GetDatabase().StringSetAsync("uncommitted", "kept, because an orderly end commits");
        }

        await using var next = await EmbeddedStore.StartAsync(folder.Options, Cancelled);
        await using var again = await ConnectionMultiplexer.ConnectAsync(next.Configuration);
        Assert.Equal("kept, because an orderly end commits", await again.GetDatabase().StringGetAsync("uncommitted"));
    }

    [Fact]
    public async Task Killing_the_server_under_load_loses_no_acknowledged_write_and_tears_none()
    {
        using var folder = new TemporaryDirectory();
        var (acknowledged, port) = (0, 0);
        for (var round = 0; round < StressMode.Rounds(1, 3, 20); round++)
        {
            await using var store = await EmbeddedStore.StartAsync(folder.Options with { Port = port }, Cancelled);
            port = store.Port;
            await using var writer = await Writer.ConnectAsync(store);
            var head = await writer.WholeUpTo();
            Assert.InRange(head, acknowledged, int.MaxValue);
            acknowledged = await WriteUntilKilled(writer, store, head, killAfter: 300 + 217 * (round % 10));
        }

        await using var last = await EmbeddedStore.StartAsync(folder.Options with { Port = port }, Cancelled);
        await using var reader = await Writer.ConnectAsync(last);
        Assert.InRange(await reader.WholeUpTo(), acknowledged, int.MaxValue);
    }

    [Fact(Explicit = true)]
    public async Task Several_data_files_are_loaded_and_checked()
    {
        const int revisions = 100, megabyte = 1 << 20;
        using var folder = new TemporaryDirectory();
        await using (var store = await EmbeddedStore.StartAsync(folder.Options, Cancelled))
        {
            await using var writer = await Writer.ConnectAsync(store);
            for (var revision = 1; revision <= revisions; revision++)
                await writer.Write(revision, megabyte);
        }
        Assert.True(File.Exists(folder.File("AOF/aof.log.1")), "The test needs data in a second file.");

        await using (var next = await EmbeddedStore.StartAsync(folder.Options, Cancelled))
        {
            await using var reader = await Writer.ConnectAsync(next);
            Assert.Equal(revisions, await reader.WholeUpTo());
        }

        File.Delete(folder.File("AOF/aof.log.0"));
        var refusal = await Assert.ThrowsAsync<EmbeddedStoreException>(() => EmbeddedStore.StartAsync(folder.Options, Cancelled));
        Assert.Equal(65, refusal.ExitCode);
    }

    [Fact]
    public async Task A_server_killed_from_outside_is_detected()
    {
        using var folder = new TemporaryDirectory();
        await using var store = await EmbeddedStore.StartAsync(folder.Options, Cancelled);

        using (var server = Process.GetProcessById(store.ProcessId))
            server.Kill();

        await store.Exited.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
    }

    static async Task<int> WriteUntilKilled(Writer writer, EmbeddedStore store, int head, int killAfter)
    {
        const int inFlight = 8;
        var acknowledged = head;
        var kill = Task.CompletedTask;
        var pending = new Queue<(int Revision, Task Write)>();
        try
        {
            for (var revision = head + 1; ; revision++)
            {
                pending.Enqueue((revision, writer.Write(revision)));
                if (pending.Count < inFlight)
                    continue;
                var (oldest, write) = pending.Dequeue();
                await write;
                acknowledged = oldest;
                if (acknowledged == head + killAfter)
                    kill = store.KillAsync();
            }
        }
        catch (RedisException)
        {
            // The kill: pending writes have an unknown outcome, and all earlier writes were acknowledged.
            Assert.InRange(acknowledged, head + killAfter, int.MaxValue);
        }
        await kill;
        foreach (var (_, write) in pending)
            await write.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return acknowledged;
    }
}
