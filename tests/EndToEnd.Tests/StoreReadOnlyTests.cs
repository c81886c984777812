using Google.Rpc;
using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Storage;
using KosovoNato.Testing;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>The store is reachable but rejects writes: its memory is full, or it is a read-only replica.</summary>
public sealed class StoreReadOnlyTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("full memory", "CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0")]
    [InlineData("too few replicas", "CONFIG SET min-replicas-to-write 1", "CONFIG SET min-replicas-to-write 0", Explicit = true)]
    [InlineData("a replica", "REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE")]
    public async Task Writes_are_rejected_with_a_reason_reads_and_watches_continue_and_the_service_is_not_ready(
        string cause, string begin, string end)
    {
        await using var store = await StoreServer.StartAsync(StoreBackend.Redis, Cancelled);
        await using var operatorOfStore = await ConnectionMultiplexer.ConnectAsync($"{store.Configuration},allowAdmin=true");
        await using var deployment = await Deployment.StartAsync(store.Configuration, through: null, ("Store:RetryTimeout", "00:00:01"));
        var rpc = deployment.Rpc;
        await rpc.RegisterSourceAsync(TestRequests.Register("a"));
        using var watch = rpc.Watch(TestRequests.Watch());
        Assert.True(await watch.ResponseStream.MoveNext(Cancelled).WithinAsync(10));

        await CommandAsync(operatorOfStore, begin);
        var write = TestRequests.Register("b");
        foreach (var attempt in new[] { "first", "second" })
        {
            var refused = await ErrorAssert.By(rpc.RegisterSourceAsync(write)).WithinAsync(20);
            Assert.True((refused.StatusCode, refused.Reason()) == (StatusCode.Unavailable, "STORE_READ_ONLY"), $"{cause}, {attempt}: "
                + $"{refused.Status} {refused.Reason()}");
            Assert.InRange(refused.Detail<RetryInfo>()!.RetryDelay.ToTimeSpan(), TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        }

        await Eventually.True(async () => !await deployment.Service.IsReadyAsync(Cancelled), seconds: 15);
        Assert.Equal("A title", (await rpc.GetSourceAsync(new() { Name = "sources/a" })).Source.Title);
        Assert.Equal(StatusCode.NotFound, (await ErrorAssert.By(rpc.GetSourceAsync(new() { Name = "sources/b" }))).StatusCode);

        await CommandAsync(operatorOfStore, end);
        await Eventually.True(() => deployment.Service.IsReadyAsync(Cancelled), seconds: 15);
        Assert.Equal(2, (await rpc.RegisterSourceAsync(write)).Revision.Number);
        while (watch.ResponseStream.Current.Revisions is not [{ Revision: 2 }])
        {
            Assert.True(await watch.ResponseStream.MoveNext(Cancelled).WithinAsync(10));
        }

        deployment.Service.AssertNoErrors();
    }

    [Fact]
    public async Task A_service_that_starts_on_a_full_store_serves_reads()
    {
        await using var store = await StoreServer.StartAsync(StoreBackend.Redis, Cancelled);
        await using var operatorOfStore = await ConnectionMultiplexer.ConnectAsync($"{store.Configuration},allowAdmin=true");
        var prefix = StoreServer.FreshPrefix();
        await using (var before = await RunningService.StartAsync("recognitions", store.Configuration, prefix))
        {
            await new RecognitionService.RecognitionServiceClient(before.Invoker).RegisterSourceAsync(
                TestRequests.Register("a"), cancellationToken: Cancelled);
        }

        await CommandAsync(operatorOfStore, "CONFIG SET maxmemory 1");
        await using var service = await RunningService.StartAsync("recognitions", store.Configuration, prefix);
        var rpc = new RecognitionService.RecognitionServiceClient(service.Invoker);
        await Eventually.True(async () => await TitleAsync(rpc) == "A title", seconds: 30);
        Assert.False(await service.IsReadyAsync(Cancelled));
        service.AssertNoErrors();
    }

    [Fact]
    public async Task A_store_on_this_machine_gets_no_writes_while_its_disk_is_nearly_full()
    {
        await using var store = await StoreServer.StartAsync(StoreBackend.Embedded, Cancelled);
        var free = 1L << 30;
        await using var service = await RunningService.StartAsync(
            "recognitions", store.Configuration, change: builder => builder.Services.AddSingleton(new StoreDisk(() => free)));
        var rpc = new RecognitionService.RecognitionServiceClient(service.Invoker);
        await rpc.RegisterSourceAsync(TestRequests.Register("a"), cancellationToken: Cancelled);

        free = 1 << 20;
        await Eventually.True(async () => !await service.IsReadyAsync(Cancelled), seconds: 15);
        var write = TestRequests.Register("b");
        var refused = await ErrorAssert.By(rpc.RegisterSourceAsync(write, cancellationToken: Cancelled)).WithinAsync(10);
        Assert.Equal((StatusCode.Unavailable, "STORE_READ_ONLY"), (refused.StatusCode, refused.Reason()));
        Assert.Equal("A title", await TitleAsync(rpc));

        free = 1L << 30;
        await Eventually.True(() => service.IsReadyAsync(Cancelled), seconds: 15);
        Assert.Equal(2, (await rpc.RegisterSourceAsync(write, cancellationToken: Cancelled)).Revision.Number);
        service.Errors.AssertNone();
    }

    static async Task<string> TitleAsync(RecognitionService.RecognitionServiceClient rpc)
    {
        try
        {
            return (await rpc.GetSourceAsync(new() { Name = "sources/a" }, cancellationToken: Cancelled)).Source.Title;
        }
        catch (RpcException starting) when (starting.StatusCode == StatusCode.Unavailable)
        {
            return "";
        }
    }

    static async Task CommandAsync(ConnectionMultiplexer connection, string command)
    {
        var words = command.Split(' ');
        await connection.GetServer(connection.GetEndPoints().Single()).ExecuteAsync(words[0], [.. words.Skip(1)]);
    }
}
