using Grpc.Core;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Access;
using KosovoNato.Serving.Transport;
using KosovoNato.Testing;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>The rate limit of a caller, which does not affect other callers.</summary>
public sealed class RateTests(SharedStores stores)
{
    [Fact]
    public async Task A_caller_over_its_rate_limit_gets_a_retry_delay_and_other_callers_are_unaffected()
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        await using var service = await RunningService.StartAsync(
            stores, [.. folder.Accept(issuer), ("RateLimit:CallsPerSecond", "1"), ("RateLimit:Burst", "5")]);
        var (alice, bob) = (issuer.Token("recognitions.read recognitions.write", "alice"), issuer.Token("recognitions.read", "bob"));
        var answers = new List<CallResult>();
        for (var i = 0; i < 12; i++)
        {
            answers.Add(await service.Bearer("ListStates", alice));
        }

        Assert.Equal(StatusCode.OK, answers[0].Status);
        Assert.Contains(new(StatusCode.ResourceExhausted, "RATE_LIMITED", "calls per second"), answers);
        var before = service.Revision;
        var rpc = new Recognitions.V1.RecognitionService.RecognitionServiceClient(service.Channel);
        var headers = new Metadata { { "authorization", $"Bearer {alice}" } };
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (true)
            {
                await rpc.ListStatesAsync(new(), headers);
            }
        });
        Assert.InRange(
            refused.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>()!.RetryDelay.ToTimeSpan(), TimeSpan.FromTicks(1),
            TimeSpan.FromSeconds(1));
        Assert.Equal("calls per second", Assert.Single(refused.GetRpcStatus()!.GetDetail<Google.Rpc.QuotaFailure>()!.Violations).Subject);
        Assert.Equal(StatusCode.OK, (await service.Bearer("ListStates", bob)).Status);
        Assert.Equal(before, service.Revision);
        await Eventually.True(async () => (await service.Bearer("ListStates", alice)).Status == StatusCode.OK);
    }

    [Fact]
    public async Task A_JSON_error_with_a_retry_delay_has_the_header_with_its_seconds()
    {
        await using var service = await RunningService.StartAsync(
            stores, [("RateLimit:CallsPerSecond", "1"), ("RateLimit:Burst", "1")]);
        using var http = new HttpClient { BaseAddress = service.HttpAddress };
        HttpResponseMessage response;
        do
        {
            response = await http.GetAsync(new Uri("v1/states", UriKind.Relative), Call.Cancelled);
        }
        while (response.IsSuccessStatusCode);

        Assert.Equal(System.Net.HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter!.Delta);
        var details = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(Call.Cancelled))!["details"]!;
        Assert.Contains(details.AsArray(), detail => (string?)detail!["@type"] == "type.googleapis.com/google.rpc.RetryInfo");
    }

    [Fact]
    public async Task Checks_of_many_invalid_tokens_are_limited_by_address()
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        using var stranger = new TestIssuer(issuer.Issuer);
        await using var service = await RunningService.StartAsync(
            stores, [.. folder.Accept(issuer), ("RateLimit:CallsPerSecond", "1"), ("RateLimit:Burst", "5")]);
        var good = issuer.Token("recognitions.read");
        Assert.Equal(StatusCode.OK, (await service.Bearer("ListStates", good)).Status);
        var answers = new List<CallResult>();
        for (var i = 0; i < 12; i++)
        {
            answers.Add(await service.Bearer("ListStates", stranger.Token("recognitions.read")));
        }

        Assert.Contains(answers, answer => answer.Fact == "SIGNATURE");
        Assert.Contains(answers, answer => answer.Reason == "RATE_LIMITED");
        // A token that was validated before is not limited by the rate of unknown tokens.
        Assert.Equal(StatusCode.OK, (await service.Bearer("ListStates", good)).Status);
    }

    [Fact]
    public void Callers_beyond_the_tracked_maximum_share_one_rate_and_memory_does_not_grow()
    {
        // No partition is full again within a minute, even on a slow machine: a full partition would make room for a new caller.
        const int burst = 90;
        var rates = new CallerRateLimiter(
            Options.Create(new RateLimitOptions { CallsPerSecond = 1, Burst = burst }), Options.Create(new ListenerOptions()));
        for (var i = 0; i < CallerRateLimiter.MaxPartitions * 60; i++)
        {
            rates.Acquire($"address {i / 60}");
        }

        var newcomers = 0;
        Assert.Throws<ApiException>(() =>
        {
            while (newcomers < 3 * burst)
            {
                rates.Acquire($"newcomer {newcomers++}");
            }
        });
        Assert.InRange(newcomers, burst, 2 * burst);
        Assert.Equal(CallerRateLimiter.MaxPartitions, rates.Shares);
        rates.Acquire("address 7");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(199)]
    [InlineData(250)]
    [InlineData(2_000)]
    [InlineData(99_999)]
    public void A_rate_limit_matches_its_setting(int perSecond)
    {
        var bucket = CallerRateLimiter.BucketOf(perSecond, burst: 10);
        Assert.Equal(perSecond, bucket.TokensPerPeriod / bucket.ReplenishmentPeriod.TotalSeconds, tolerance: perSecond * 1e-3);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", true)]
    public void A_service_on_loopback_has_no_rate_limit_unless_it_is_set(string address, bool isOn) =>
        Assert.Equal(
            isOn, new CallerRateLimiter(
                Options.Create(new RateLimitOptions()), Options.Create(new ListenerOptions { Address = address })).IsOn);
}
