using System.Net;
using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Serving.Transport;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>Anonymous callers behind a proxy have limits of their own, and cannot choose the address by which they are counted.</summary>
public sealed class ClientAddressTests(SharedStores stores)
{
    const string Trusted = "127.0.0.0/8";
    const string Other = "192.0.2.0/24";
    const string Alice = "203.0.113.1";
    const string Bob = "203.0.113.2";

    [Fact]
    public async Task Clients_of_a_trusted_proxy_are_limited_separately()
    {
        using var folder = new TemporaryDirectory();
        await using var service = await StartAsync(folder, Trusted);
        await ExhaustAsync(service, _ => Alice);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(service, Bob));
    }

    [Fact]
    public async Task A_client_of_a_trusted_proxy_cannot_choose_its_address()
    {
        using var folder = new TemporaryDirectory();
        await using var service = await StartAsync(folder, Trusted);
        // The client sent the first entry, and the proxy appended the second.
        await ExhaustAsync(service, call => $"198.51.100.{call % 256}, {Alice}");
        Assert.Equal(HttpStatusCode.OK, await CallAsync(service, $"{Alice}, {Bob}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Other)]
    public async Task The_header_of_a_peer_that_is_not_trusted_is_ignored(string? proxies)
    {
        using var folder = new TemporaryDirectory();
        await using var service = await StartAsync(folder, proxies);
        await ExhaustAsync(service, call => $"198.51.100.{call % 256}");
    }

    [Fact]
    public async Task Streams_of_clients_of_a_trusted_proxy_are_limited_separately()
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(
            stores, [.. folder.Accept(), ("Listen:TrustedProxies:0", Trusted), ("Watch:MaxStreamsPerCaller", "1")]);
        var rpc = new RecognitionService.RecognitionServiceClient(service.Channel);
        using var first = Watch(rpc, Alice);
        Assert.True(await first.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
        using var second = Watch(rpc, Alice);
        var refused = await Assert.ThrowsAsync<RpcException>(() => second.ResponseStream.MoveNext(Call.Cancelled)).WithinAsync(10);
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        using var other = Watch(rpc, Bob);
        Assert.True(await other.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
    }

    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("10.244.0.0/16")]
    [InlineData("10.244.0.1/16")]
    [InlineData("fd00::/8")]
    public void A_proxy_is_an_address_or_a_network(string proxy) => Assert.True(Validate(proxy).Succeeded);

    [Theory]
    [InlineData("")]
    [InlineData("gateway")]
    [InlineData("10.244.0.0/33")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    public void Anything_else_is_rejected_with_the_place_of_the_setting(string proxy)
    {
        var refused = Assert.Single(Validate(proxy).Failures!);
        Assert.StartsWith("Listen:TrustedProxies:1 must be the address of a proxy", refused, StringComparison.Ordinal);
    }

    Task<RunningService> StartAsync(TemporaryDirectory folder, string? proxies) => RunningService.StartAsync(
        stores,
        [
            .. folder.Accept(), ("RateLimit:CallsPerSecond", "1"), ("RateLimit:Burst", "5"),
            .. proxies is null ? [] : new[] { ("Listen:TrustedProxies:0", proxies) },
        ]);

    /// <summary>Calls until the rate limit rejects a call, each time with the given header.</summary>
    static async Task ExhaustAsync(RunningService service, Func<int, string> header)
    {
        var calls = 0;
        await Eventually.True(async () => await CallAsync(service, header(calls++)) == HttpStatusCode.TooManyRequests);
    }

    static async Task<HttpStatusCode> CallAsync(RunningService service, string forwardedFor)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service.HttpAddress, "/v1/states"));
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var answer = await http.SendAsync(request, Call.Cancelled);
        return answer.StatusCode;
    }

    static AsyncServerStreamingCall<WatchResponse> Watch(RecognitionService.RecognitionServiceClient rpc, string client) =>
        rpc.Watch(new(), new Metadata { { "x-forwarded-for", client } }, cancellationToken: Call.Cancelled);

    static Microsoft.Extensions.Options.ValidateOptionsResult Validate(string proxy) =>
        new ListenerOptionsValidator().Validate(null, new ListenerOptions { TrustedProxies = ["10.0.0.1", proxy] });
}
