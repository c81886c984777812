using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Serving.Limits;
using KosovoNato.Storage.Writes;
using KosovoNato.Testing;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>Limits on durations and connections.</summary>
public sealed class LimitTests(SharedStores stores)
{
    [Fact]
    public async Task Every_unary_call_is_limited_to_thirty_seconds_and_no_stream_is()
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(stores, folder.Accept());
        var timeouts = service.Services.GetRequiredService<IOptions<RequestTimeoutOptions>>().Value;
        Assert.All(service.Services.GetRequiredService<EndpointDataSource>().Endpoints, endpoint =>
        {
            if (endpoint.Metadata.GetMetadata<GrpcMethodMetadata>() is { Method: { ServiceName: var of } method }
                && of == service.Descriptor.FullName)
            {
                var policy = endpoint.Metadata.GetMetadata<RequestTimeoutAttribute>()?.PolicyName;
                TimeSpan? expected = method.Type == MethodType.Unary ? TimeSpan.FromSeconds(30) : null;
                Assert.Equal(expected, policy is null ? null : timeouts.Policies[policy].Timeout);
            }
        });
    }

    [Fact]
    public async Task A_unary_call_without_a_deadline_or_with_a_long_one_ends_at_its_limit_and_changes_nothing()
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(
            stores, folder.Accept(), "milestones", builder => builder.Services.PostConfigure<RequestTimeoutOptions>(
            options => options.AddPolicy(RequestLimits.UnaryTimeout, TimeSpan.FromSeconds(1))));
        // Writes of this service run one at a time, so the calls wait while the test holds the lock.
        using var turn = await service.Services.GetRequiredService<CommitLock>().WaitAsync(Call.Cancelled);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        string?[] timeouts = [null, "90S"];
        var ends = await Task.WhenAll([.. timeouts.Select(timeout => GrpcAsync(http, service, timeout)), JsonAsync(http, service)])
            .WithinAsync(20);
        Assert.Equal(["4 DEADLINE_EXCEEDED", "4 DEADLINE_EXCEEDED", "504 DEADLINE_EXCEEDED"], ends);
        Assert.Equal(0, service.Revision);
        service.Errors.AssertNone();
    }

    static async Task<string> GrpcAsync(HttpClient http, RunningService service, string? timeout)
    {
        var message = new RegisterTrackRequest
        {
            Track = new() { Name = "tracks/a", DisplayName = "A title", DisplayOrder = 1 },
            RequestId = Guid.NewGuid().ToString()
        }.ToByteArray();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(service.GrpcAddress, $"/{service.Descriptor.FullName}/RegisterTrack"))
        {
            Content = new ByteArrayContent([0, 0, 0, 0, (byte)message.Length, .. message]),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        request.Headers.Authorization = new("Bearer", RunningService.Key);
        if (timeout is not null)
        {
            request.Headers.Add("grpc-timeout", timeout);
        }

        using var answer = await http.SendAsync(request, Call.Cancelled);
        await answer.Content.ReadAsByteArrayAsync(Call.Cancelled);
        var headers = answer.Headers.Contains("grpc-status") ? answer.Headers : answer.TrailingHeaders;
        var details = headers.GetValues("grpc-status-details-bin").Single();
        var status = Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')));
        return $"{headers.GetValues("grpc-status").Single()} {status.GetDetail<Google.Rpc.ErrorInfo>()!.Reason}";
    }

    static async Task<string> JsonAsync(HttpClient http, RunningService service)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.HttpAddress, "/v1/tracks:register"))
        {
            Content = JsonContent.Create(
                new { track = new { name = "tracks/b", displayName = "A title", displayOrder = 1 }, requestId = Guid.NewGuid() }),
        };
        request.Headers.Authorization = new("Bearer", RunningService.Key);
        using var answer = await http.SendAsync(request, Call.Cancelled);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Call.Cancelled);
        return $"{(int)answer.StatusCode} {body.GetProperty("details")[0].GetProperty("reason").GetString()}";
    }

    [Fact]
    public async Task A_connection_closes_at_its_maximum_age_without_failing_a_call_or_stream()
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(stores, [.. folder.Accept(), ("Listen:MaxConnectionAge", "00:00:01")]);
        var connections = 0;
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress, new()
        {
            HttpHandler = new SocketsHttpHandler
            {
                ConnectCallback = async (context, cancel) =>
                {
                    Interlocked.Increment(ref connections);
                    var socket = new System.Net.Sockets.Socket(
                        System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp)
                    { NoDelay = true };
                    await socket.ConnectAsync(context.DnsEndPoint, cancel);
                    return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
                },
            },
            DisposeHttpClient = true,
        });
        var rpc = new RecognitionService.RecognitionServiceClient(channel);
        using var watch = rpc.Watch(new() { BookmarkInterval = new() { Seconds = 1 } }, cancellationToken: Call.Cancelled);
        Assert.True(await watch.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
        await Eventually.True(async () =>
        {
            await rpc.ListStatesAsync(new(), cancellationToken: Call.Cancelled);
            return Volatile.Read(ref connections) >= 3;
        }, seconds: 20);
        Assert.True(await watch.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
    }

    [Fact]
    public async Task No_call_fails_because_connections_age()
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(stores, [.. folder.Accept(), ("Listen:MaxConnectionAge", "00:00:01")]);
        var end = Stopwatch.StartNew();
        var calls = await Task.WhenAll(Enumerable.Range(0, StressMode.Rounds(8, 24, 24)).Select(_ => Task.Run(async () =>
        {
            using var channel = GrpcChannel.ForAddress(service.GrpcAddress);
            var rpc = new RecognitionService.RecognitionServiceClient(channel);
            var made = 0;
            for (; end.Elapsed < TimeSpan.FromSeconds(StressMode.Rounds(3, 15, 300)); made++)
            {
                await rpc.ListStatesAsync(new(), cancellationToken: Call.Cancelled);
            }

            return made;
        })));
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls.Sum()} calls");
    }

    [Fact]
    public async Task A_separate_metrics_port_serves_only_metrics_and_health_and_no_other_port_serves_metrics()
    {
        using var folder = new TemporaryDirectory();
        var port = FreePort.Next();
        await using var service = await RunningService.StartAsync(stores, [.. folder.Accept(), ("Listen:MetricsPort", $"{port}")]);
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"http://127.0.0.1:{port}/metrics"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"http://127.0.0.1:{port}/health/ready"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"http://127.0.0.1:{port}/v1/sources"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{service.HttpAddress}metrics"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"{service.HttpAddress}v1/sources"));

        async Task<HttpStatusCode> StatusAsync(string address) => (await http.GetAsync(new Uri(address), Call.Cancelled)).StatusCode;
    }
}
