using Grpc.Core;
using KosovoNato.Serving.Access;
using KosovoNato.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>The sources of an issuer's keys, and the effect of changed or unavailable keys.</summary>
public sealed class IssuerTests(SharedStores stores)
{
    // Keys are reloaded after at most 10 s.
    static readonly TimeSpan LookedAtAgain = TimeSpan.FromSeconds(11);

    [Fact]
    public async Task Keys_in_a_file_are_read_again_when_they_change()
    {
        using var folder = new TemporaryDirectory();
        using var old = new TestIssuer();
        using var renewed = new TestIssuer(old.Issuer);
        var clock = new SettableClock();
        await using var service = await RunningService.StartAsync(
            stores, folder.Accept(old), change: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        Assert.Equal("SIGNATURE", (await service.Bearer("ListStates", renewed.Token("recognitions.read"))).Fact);
        folder.Write("keys-0.json", TestIssuer.KeySet(old.PublicKey, renewed.PublicKey));
        clock.Advance(LookedAtAgain);
        Assert.Equal(StatusCode.OK, (await service.Bearer("ListStates", renewed.Token("recognitions.read"))).Status);
        // An unreadable file leaves the keys unchanged.
        folder.Write("keys-0.json", "{");
        clock.Advance(LookedAtAgain);
        Assert.Equal(StatusCode.OK, (await service.Bearer("ListStates", old.Token("recognitions.read"))).Status);
        folder.Write("keys-0.json", TestIssuer.KeySet(renewed.PublicKey));
        clock.Advance(LookedAtAgain);
        Assert.Equal("SIGNATURE", (await service.Bearer("ListStates", old.Token("recognitions.read"))).Fact);
    }

    [Fact]
    public async Task Keys_are_found_through_the_configuration_of_the_issuer()
    {
        await using var provider = new Provider();
        using var issuer = new TestIssuer(provider.Address);
        using var renewed = new TestIssuer(provider.Address);
        var clock = new SettableClock();
        await using var service = await RunningService.StartAsync(stores,
        [
            ("Access:Issuers:one:Issuer", provider.Address), ("Access:Issuers:one:Audience", TestIssuer.Audience),
        ], change: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var away = await service.Bearer("ListStates", issuer.Token("recognitions.read"));
        Assert.Equal((StatusCode.Unavailable, "ISSUER_UNAVAILABLE"), (away.Status, away.Reason));

        provider.KeySet = TestIssuer.KeySet(issuer.PublicKey);
        await provider.StartAsync();
        clock.Advance(LookedAtAgain);
        Assert.Equal(StatusCode.OK, (await service.Bearer("ListStates", issuer.Token("recognitions.read"))).Status);
        var asked = provider.Asked;
        for (var i = 0; i < 20; i++)
        {
            // The key ID is new in each iteration, although borrowed RSA keys are reused.
            using var stranger = new TestIssuer(provider.Address);
            Assert.Equal("SIGNATURE", (await service.Bearer("ListStates", stranger.Token("recognitions.read"))).Fact);
        }

        Assert.InRange(provider.Asked - asked, 0, 4);
        provider.KeySet = TestIssuer.KeySet(renewed.PublicKey);
        clock.Advance(LookedAtAgain);
        Assert.Equal(StatusCode.OK, (await service.Bearer("ListStates", renewed.Token("recognitions.read"))).Status);
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task Keys_that_a_cancelled_caller_requested_are_available_to_the_next()
    {
        var fetched = new TaskCompletionSource<OpenIdConnectConfiguration>();
        var keys = new SigningKeyManager(
            "issuer", cancellationToken => fetched.Task.WaitAsync(cancellationToken), TimeSpan.FromHours(1), TimeSpan.FromSeconds(10),
            TimeProvider.System, NullLogger.Instance);
        using var gone = new CancellationTokenSource();
        var first = keys.GetConfigurationAsync(gone.Token);
        await gone.CancelAsync();
        fetched.SetResult(new());
        await Task.WhenAny(first);
        Assert.Same(await fetched.Task, await keys.GetConfigurationAsync(Call.Cancelled).WithinAsync(10));
    }

    /// <summary>An OpenID provider with its configuration and keys. Unavailable until it is started.</summary>
    sealed class Provider : IAsyncDisposable
    {
        readonly WebApplication app;
        int asked;

        public Provider()
        {
            Address = $"http://127.0.0.1:{FreePort.Next()}";
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls(Address);
            app = builder.Build();
            app.MapGet("/.well-known/openid-configuration", () =>
                Results.Text($"{{\"issuer\":\"{Address}\",\"jwks_uri\":\"{Address}/keys\"}}", "application/json"));
            app.MapGet("/keys", () =>
            {
                Interlocked.Increment(ref asked);
                return Results.Text(KeySet, "application/json");
            });
        }

        public string Address { get; }

        public string KeySet { get; set; } = "{}";

        public int Asked => Volatile.Read(ref asked);

        public Task StartAsync() => app.StartAsync(Call.Cancelled);

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }
    }
}
