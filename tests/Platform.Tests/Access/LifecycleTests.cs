using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using KosovoNato.Recognitions.V1;
using KosovoNato.Serving.Watch;
using KosovoNato.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>The behavior of a stopping service toward callers and orchestrators.</summary>
public sealed class LifecycleTests(SharedStores stores)
{
    [Fact]
    public async Task A_stopping_service_is_not_ready_and_ends_its_streams_but_is_alive_and_responds()
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(stores, folder.Accept());
        var rpc = new RecognitionService.RecognitionServiceClient(service.Channel);
        using var watch = rpc.Watch(new() { FromNow = true });
        Assert.True(await watch.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
        Assert.Equal((true, true), await HealthAsync(service));

        // The first half of a stop: the process is shutting down, but still serves callers that have not noticed yet.
        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal((false, true), await HealthAsync(service));
        var end = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(Call.Cancelled)).WithinAsync(10);
        Assert.Equal(new(StatusCode.Unavailable, "SERVER_DRAINING"), Call.Of(end));
        Assert.Equal(new(StatusCode.Unavailable, "SERVER_DRAINING"), await service.Bearer("Watch", null));
        Assert.Equal(new(StatusCode.OK), await service.Bearer("ListStates", null));
        await rpc.RegisterSourceAsync(IdentityTests.Register("a"), new Metadata { { "authorization", $"Bearer {RunningService.Key}" } });
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task Health_and_reflection_streams_count_towards_the_limit_and_do_not_delay_a_stop()
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(
            stores, [.. folder.Accept(), ("Watch:MaxStreamsPerCaller", "2"), ("Listen:ShutdownTimeout", "00:01:00")]);
        var health = new Health.HealthClient(service.Channel);
        using var first = health.Watch(new());
        Assert.True(await first.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
        using (var second = health.Watch(new()))
        {
            Assert.True(await second.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
            using var third = health.Watch(new());
            var refused = await Assert.ThrowsAsync<RpcException>(() => third.ResponseStream.MoveNext(Call.Cancelled)).WithinAsync(10);
            Assert.Equal(new(StatusCode.ResourceExhausted, "LIMIT_EXCEEDED", "streams per caller"), Call.Of(refused));
        }

        // The slot of the second stream is free once the service has noticed that the stream is closed.
        var reflection = new ServerReflection.ServerReflectionClient(service.Channel);
        AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse>? idle = null;
        await Eventually.True(async () =>
        {
            idle?.Dispose();
            idle = reflection.ServerReflectionInfo(cancellationToken: Call.Cancelled);
            await idle.RequestStream.WriteAsync(new() { ListServices = "" }, Call.Cancelled)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await idle.ResponseStream.MoveNext(Call.Cancelled)
                .ContinueWith(answer => answer.IsCompletedSuccessfully, TaskScheduler.Default);
        });
        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await Assert.ThrowsAsync<RpcException>(() => idle!.ResponseStream.MoveNext(Call.Cancelled)).WithinAsync(10);
        Assert.True(await first.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, first.ResponseStream.Current.Status);
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task A_reflection_caller_may_disconnect_at_any_moment()
    {
        using var folder = new TemporaryDirectory();
        await using (var service = await RunningService.StartAsync(stores, folder.Accept()))
        {
            var reflection = new ServerReflection.ServerReflectionClient(service.Channel);
            for (var i = 0; i < 300; i++)
            {
                using var call = reflection.ServerReflectionInfo(cancellationToken: Call.Cancelled);
                for (var asked = 0; asked <= i % 3; asked++)
                {
                    await call.RequestStream.WriteAsync(new() { ListServices = "" }, Call.Cancelled);
                }

                Assert.True(i % 2 == 0 || await call.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
            }

            // The service stops completely once its calls have ended.
            service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            await Eventually.True(() => service.Services.GetRequiredService<WatchStreamLimiter>().Open == 0);
            service.Errors.AssertNone();
        }
    }

    [Fact]
    public async Task An_unavailable_broker_does_not_make_a_service_unready()
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(
            stores, [.. folder.Accept(), ("Bus:RabbitMqUri", $"amqp://127.0.0.1:{FreePort.Next()}")]);
        Assert.Equal((true, true), await HealthAsync(service));
    }

    [Fact]
    public async Task An_unavailable_store_is_logged_once_for_all_waiting_writes()
    {
        using var folder = new TemporaryDirectory();
        using var logged = new LoggedEvents();
        await using var line = TcpProxy.To((await stores.Of(StoreBackend.Redis)).Configuration);
        await using var service = await RunningService.StartAsync(stores,
            [.. folder.Accept(), ("Store:Configuration", line.Configuration), ("Store:RetryTimeout", "00:00:01")],
            change: builder => builder.Logging.AddProvider(logged));
        var key = new Metadata { { "authorization", $"Bearer {RunningService.Key}" } };
        var rpc = new RecognitionService.RecognitionServiceClient(service.Channel);
        for (var outage = 1; outage <= 2; outage++)
        {
            await line.CutAsync();
            for (var write = 0; write < 2; write++)
            {
                var refused = await Assert.ThrowsAsync<RpcException>(
                    async () => await rpc.RegisterSourceAsync(IdentityTests.Register($"away-{outage}-{write}"), key)).WithinAsync(20);
                Assert.Equal(new(StatusCode.Unavailable, "STORE_UNAVAILABLE"), Call.Of(refused));
            }

            line.Resume();
            var back = IdentityTests.Register($"back-{outage}").ToByteArray();
            await Eventually.True(
                async () => (await service.Bearer("RegisterSource", RunningService.Key, back)).Status == StatusCode.OK, seconds: 20);
            Assert.Equal(outage, logged.Count("store.commit_retried"));
        }

        service.Errors.AssertNone();
    }

    /// <summary>Whether the service reports that it is ready and alive, checked to be the same over gRPC and HTTP.</summary>
    static async Task<(bool Ready, bool Alive)> HealthAsync(RunningService service)
    {
        var health = new Health.HealthClient(service.Channel);
        using var http = new HttpClient();
        var ready = (await health.CheckAsync(new() { Service = "readiness" })).Status == HealthCheckResponse.Types.ServingStatus.Serving;
        var alive = (await health.CheckAsync(new() { Service = "liveness" })).Status == HealthCheckResponse.Types.ServingStatus.Serving;
        Assert.Equal(
            ready, (await http.GetAsync(new Uri(service.HttpAddress, "/health/ready"), Call.Cancelled)).StatusCode == HttpStatusCode.OK);
        Assert.Equal(
            alive, (await http.GetAsync(new Uri(service.HttpAddress, "/health/live"), Call.Cancelled)).StatusCode == HttpStatusCode.OK);
        return (ready, alive);
    }
}
