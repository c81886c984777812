using System.Diagnostics;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.EndToEnd.Tests.Recording;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>The store commits, and the connection is cut before the response arrives.</summary>
public sealed class UnknownOutcomeTests(SharedStores stores)
{
    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task A_short_interruption_is_bridged_and_the_write_is_applied_once(StoreBackend backend)
    {
        var store = await stores.Of(backend);
        await using var line = TcpProxy.To(store.Configuration);
        await using var deployment = await Deployment.StartAsync(
            store.Configuration, through: line.Configuration, ("Store:RetryTimeout", "00:00:15"));
        var request = TestRequests.Register("a");
        await using var direct = await ConnectionMultiplexer.ConnectAsync(deployment.Configuration);
        // From here on, responses are dropped before the store sends one.
        var cut = CutAfterCommitAsync(line, direct, deployment, request.RequestId);
        var writing = deployment.Rpc.RegisterSourceAsync(request).ResponseAsync;
        await cut;
        line.Resume();
        var answer = await writing.WithinAsync(20);

        var logged = Assert.Single(await StoredLog.ReadAsync(deployment));
        Assert.Equal((1, answer.Source.Etag), (answer.Revision.Number, logged.Changes[0].Etag));
        Assert.Equal(answer, await deployment.Rpc.RegisterSourceAsync(request));
        deployment.Service.AssertNoErrors();
    }

    /// <summary>Commits and reads use separate connections. The response to a retried commit needs both.</summary>
    [Fact]
    public async Task An_interruption_is_bridged_even_if_reads_recover_later_than_commits()
    {
        var store = await stores.Of(StoreBackend.Redis);
        await using var line = TcpProxy.To(store.Configuration);
        await using var deployment = await Deployment.StartAsync(
            store.Configuration, through: line.Configuration, ("Store:RetryTimeout", "00:00:15"));
        var request = TestRequests.Register("a");
        await using var direct = await ConnectionMultiplexer.ConnectAsync($"{deployment.Configuration},allowAdmin=true");
        var cut = CutAfterCommitAsync(line, direct, deployment, request.RequestId);
        var writing = deployment.Rpc.RegisterSourceAsync(request).ResponseAsync;
        await cut;
        line.Resume();
        for (var start = Stopwatch.GetTimestamp(); !writing.IsCompleted && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(3);)
        {
            await EndReadsAsync(direct.GetServers().Single(), deployment);
        }

        var answer = await writing.WithinAsync(20);
        Assert.Equal(answer, await deployment.Rpc.RegisterSourceAsync(request));
        Assert.Single(await StoredLog.ReadAsync(deployment));
        deployment.Service.AssertNoErrors();
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task A_long_interruption_is_reported_and_a_retry_gets_the_first_response(StoreBackend backend)
    {
        var store = await stores.Of(backend);
        await using var line = TcpProxy.To(store.Configuration);
        await using var deployment = await Deployment.StartAsync(
            store.Configuration, through: line.Configuration, ("Store:RetryTimeout", "00:00:01"));
        var request = TestRequests.Register("a");
        await using var direct = await ConnectionMultiplexer.ConnectAsync(deployment.Configuration);
        // From here on, responses are dropped before the store sends one.
        var cut = CutAfterCommitAsync(line, direct, deployment, request.RequestId);
        var writing = deployment.Rpc.RegisterSourceAsync(request);
        await cut;
        var error = await ErrorAssert.By(writing).WithinAsync(20);
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (error.StatusCode, error.Reason()));
        Assert.NotNull(error.Detail<RetryInfo>());

        line.Resume();
        var answer = await RepeatedAsync(deployment, request).WithinAsync(20);
        var logged = Assert.Single(await StoredLog.ReadAsync(deployment));
        Assert.Equal((1, answer.Source.Etag), (answer.Revision.Number, logged.Changes[0].Etag));
    }

    /// <summary>Retries the write while the response is that the store is unavailable, as the error tells callers to do.</summary>
    static async Task<RegisterSourceResponse> RepeatedAsync(Deployment deployment, RegisterSourceRequest request)
    {
        while (true)
        {
            try
            {
                return await deployment.Rpc.RegisterSourceAsync(request);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                // Each attempt already waits for the store.
            }
        }
    }

    static async Task EndReadsAsync(IServer store, Deployment deployment)
    {
        foreach (var client in await store.ClientListAsync())
        {
            if (client.Name == $"{deployment.StoreKey}:reads")
            {
                await store.ClientKillAsync(client.Id, client.ClientType, null, skipMe: true);
            }
        }
    }

    static Task CutAfterCommitAsync(TcpProxy line, ConnectionMultiplexer direct, Deployment deployment, string requestId)
    {
        var field = $"q:{Guid.Parse(requestId):N}";
        return line.CutAfterRequestAsync(() => direct.GetDatabase().HashExistsAsync(deployment.StoreKey, field));
    }
}
