using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Serving.Transport;
using KosovoNato.Storage.Writes;
using KosovoNato.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>Limits of time and of connections.</summary>
public sealed class LimitTests(SharedStores stores)
{
    [Theory]
    [InlineData("30S", true)]
    [InlineData("30000m", true)]
    [InlineData("100n", true)]
    [InlineData("99n", false)]
    [InlineData("31S", false)]
    [InlineData("1M", false)]
    [InlineData("99999999H", false)]
    [InlineData("0S", false)]
    [InlineData("-1S", false)]
    [InlineData("S", false)]
    [InlineData("10", false)]
    [InlineData("123456789S", false)]
    [InlineData("", false)]
    public void A_timeout_is_within_thirty_seconds_or_it_is_replaced(string text, bool isWithin) =>
        Assert.Equal(isWithin, GrpcTimeoutHeader.IsWithin(TimeSpan.FromSeconds(30), RequestOf("application/grpc", text)));

    [Theory]
    [InlineData("application/grpc-web+proto", true)]
    [InlineData("application/json", false)]
    [InlineData(null, false)]
    public void A_timeout_counts_only_where_gRPC_holds_the_call_to_it(string? contentType, bool counts) =>
        Assert.Equal(counts, GrpcTimeoutHeader.IsWithin(TimeSpan.FromSeconds(30), RequestOf(contentType, "10S")));

    static HttpRequest RequestOf(string? contentType, string timeout)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = contentType;
        request.Headers["grpc-timeout"] = timeout;
        return request;
    }

    [Fact]
    public void A_call_that_waits_is_cancelled_after_thirty_seconds_and_a_client_that_goes_cancels_it_too()
    {
        var time = new FakeTimeProvider();
        using var gone = new CancellationTokenSource();
        var http = new DefaultHttpContext { RequestAborted = gone.Token };
        using var longest = new CallTimeoutFeature(http, http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>(), time);
        time.Advance(TimeSpan.FromSeconds(20));
        var token = longest.RequestAborted;
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(token.IsCancellationRequested || longest.HasTimedOut);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(token.IsCancellationRequested && longest.HasTimedOut);

        using var other = new CallTimeoutFeature(http, http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>(), time);
        Assert.False(other.RequestAborted.IsCancellationRequested);
        gone.Cancel();
        Assert.True(other.RequestAborted.IsCancellationRequested && !other.HasTimedOut);
    }

    [Fact]
    public async Task A_unary_call_without_a_deadline_or_with_a_long_one_ends_after_thirty_seconds_and_has_done_nothing()
    {
        using var folder = new Folder();
        var clock = new SettableClock();
        await using var service = await RunningService.StartAsync(stores, folder.Accept(), "milestones", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        // Writes of this service take turns; while another has the turn, a write waits.
        using var turn = await service.Services.GetRequiredService<CommitLock>().WaitAsync(Call.Cancelled);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        var before = Limits();
        string?[] timeouts = [null, "90S"];
        var calls = Task.WhenAll([.. timeouts.Select(timeout => GrpcAsync(http, service, timeout)), JsonAsync(http, service)]);
        await Eventually.True(() => Limits() >= before + 3, seconds: 20);
        clock.Advance(CallTimeoutFeature.MaxDuration);
        var ends = await calls.WithinAsync(20);
        Assert.Equal(["4 DEADLINE_EXCEEDED", "4 DEADLINE_EXCEEDED", "504 DEADLINE_EXCEEDED"], ends);
        Assert.Equal(0, service.Revision);
        service.Errors.AssertNone();

        int Limits() => clock.Due.Count(left => left > CallTimeoutFeature.MaxDuration - TimeSpan.FromSeconds(10) && left <= CallTimeoutFeature.MaxDuration);
    }

    [Fact]
    public async Task A_read_that_waits_for_nothing_starts_no_clock()
    {
        using var folder = new Folder();
        var clocks = new Clocks();
        await using var service = await RunningService.StartAsync(stores, folder.Accept(), change: builder => builder.Services.AddSingleton<TimeProvider>(clocks));
        var rpc = new RecognitionService.RecognitionServiceClient(service.Channel);
        await rpc.RegisterSourceAsync(IdentityTests.Register("a"), new Metadata { { "authorization", $"Bearer {RunningService.Key}" } });
        var before = clocks.Started;
        Assert.Equal("A title", (await rpc.GetSourceAsync(new() { Name = "sources/a" })).Source.Title);
        await rpc.ListSourcesAsync(new());
        Assert.Equal(before, clocks.Started);
        await rpc.GetSourceAsync(new() { Name = "sources/a", Consistency = new() { FullyConsistent = true } });
        Assert.Equal(before + 1, clocks.Started);
    }

    /// <summary>Time that counts the clocks of calls, which begin with about thirty seconds.</summary>
    sealed class Clocks : TimeProvider
    {
        int started;

        public int Started => Volatile.Read(ref started);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.FromSeconds(20) && dueTime <= CallTimeoutFeature.MaxDuration)
            {
                Interlocked.Increment(ref started);
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    static async Task<string> GrpcAsync(HttpClient http, RunningService service, string? timeout)
    {
        var message = new RegisterTrackRequest { Track = new() { Name = "tracks/a", DisplayName = "A title", Position = 1 }, RequestId = Guid.NewGuid().ToString() }.ToByteArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.GrpcAddress, $"/{service.Descriptor.FullName}/RegisterTrack"))
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
            Content = JsonContent.Create(new { track = new { name = "tracks/b", displayName = "A title", position = 1 }, requestId = Guid.NewGuid() }),
        };
        request.Headers.Authorization = new("Bearer", RunningService.Key);
        using var answer = await http.SendAsync(request, Call.Cancelled);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Call.Cancelled);
        return $"{(int)answer.StatusCode} {body.GetProperty("details")[0].GetProperty("reason").GetString()}";
    }

    [Fact]
    public async Task A_connection_closes_at_its_age_and_no_call_or_stream_on_it_fails()
    {
        using var folder = new Folder();
        await using var service = await RunningService.StartAsync(stores, [.. folder.Accept(), ("Listen:MaxConnectionAge", "00:00:01")]);
        var connections = 0;
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress, new()
        {
            HttpHandler = new SocketsHttpHandler
            {
                ConnectCallback = async (context, cancel) =>
                {
                    Interlocked.Increment(ref connections);
                    var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp) { NoDelay = true };
                    await socket.ConnectAsync(context.DnsEndPoint, cancel);
                    return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
                },
            },
            DisposeHttpClient = true,
        });
        var rpc = new RecognitionService.RecognitionServiceClient(channel);
        using var watch = rpc.Watch(new() { ProgressInterval = new() { Seconds = 1 } }, cancellationToken: Call.Cancelled);
        Assert.True(await watch.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
        await Eventually.True(async () =>
        {
            await rpc.ListStatesAsync(new(), cancellationToken: Call.Cancelled);
            return Volatile.Read(ref connections) >= 3;
        }, seconds: 20);
        Assert.True(await watch.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
    }

    [Fact]
    public async Task Metrics_with_a_port_of_their_own_are_only_there_and_nothing_else_is()
    {
        using var folder = new Folder();
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
