using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KosovoNato.EndToEnd.Tests.Replicated;

/// <summary>A service whose replicated store has no primary still serves what it has.</summary>
public sealed class WithoutPrimaryTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_and_watches_continue_and_writes_are_rejected()
    {
        await using var store = await ReplicatedStore.StartAsync(Cancelled);
        await using var service = await RunningService.StartAsync(
            "recognitions", store.Configuration, settings: [("Store:Replicas", "1"), ("Store:RetryTimeout", "00:00:02")]);
        var rpc = new RecognitionService.RecognitionServiceClient(service.Invoker);
        await rpc.RegisterSourceAsync(TestRequests.Register("a"), cancellationToken: Cancelled);
        using var watch = rpc.Watch(TestRequests.Watch(), cancellationToken: Cancelled);
        Assert.True(await watch.ResponseStream.MoveNext(Cancelled));

        foreach (var server in store.Servers)
        {
            await server.KillAsync();
        }

        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await rpc.RegisterSourceAsync(TestRequests.Register("b"), cancellationToken: Cancelled));
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (error.StatusCode, error.Reason()));
        Assert.NotNull(error.Detail<RetryInfo>());
        // The state that Kubernetes gets: still serving.
        var health = service.Services.GetRequiredService<HealthCheckService>();
        await Eventually.True(async () => (await health.CheckHealthAsync(Cancelled)).Status == HealthStatus.Degraded, seconds: 20);
        Assert.True(await service.IsReadyAsync(Cancelled));
        var answer = await new Health.HealthClient(service.Invoker).CheckAsync(new(), cancellationToken: Cancelled);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
        Assert.Equal("A title", (await rpc.GetSourceAsync(new() { Name = "sources/a" }, cancellationToken: Cancelled)).Source.Title);

        foreach (var server in store.Servers)
        {
            await server.StartAsync(Cancelled);
        }

        var request = TestRequests.Register("c");
        await Eventually.True(async () => await IsRecordedAsync(rpc, request), seconds: 60);
        while (!(await NextAsync(watch)).Revisions.Any(revision => revision.Changes.Any(change => change.Name == "sources/c")))
        {
        }

        service.Errors.AssertNone();
    }

    static async Task<WatchResponse> NextAsync(AsyncServerStreamingCall<WatchResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(Cancelled).WithinAsync(30));
        return watch.ResponseStream.Current;
    }

    static async Task<bool> IsRecordedAsync(RecognitionService.RecognitionServiceClient rpc, RegisterSourceRequest request)
    {
        try
        {
            await rpc.RegisterSourceAsync(request, cancellationToken: Cancelled);
            return true;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
        {
            return false;
        }
    }
}
