using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>The identity of a caller, the part of it that is recorded, and the order of the checks.</summary>
public sealed class IdentityTests(SharedStores stores)
{
    [Fact]
    public async Task A_change_has_its_actor_reason_request_id_and_trace()
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        await using var service = await RunningService.StartAsync(stores, folder.Accept(issuer));
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var request = Register("a");
        request.Reason = "A test";
        var headers = new Metadata
        {
            { "authorization", $"Bearer {issuer.Token("recognitions.write recognitions.read")}" },
                { "traceparent", $"00-{trace}-00f067aa0ba902b7-01" },
        };
        var rpc = new RecognitionService.RecognitionServiceClient(service.Channel);
        await rpc.RegisterSourceAsync(request, headers);
        var revision = Assert.Single((await rpc.ListRevisionsAsync(new() { Name = "sources/a" }, headers)).Revisions);
        Assert.Equal(
            ("alice", "A test", request.RequestId, trace), (revision.Actor, revision.Reason, revision.RequestId, revision.TraceId));
    }

    [Fact]
    public async Task With_several_issuers_the_name_of_an_actor_includes_its_issuer()
    {
        using var folder = new TemporaryDirectory();
        using var first = new TestIssuer();
        using var second = new TestIssuer("https://second.example");
        await using var service = await RunningService.StartAsync(stores, folder.Accept(first, second));
        Assert.Equal("issuer1/alice", await ActorAsync(service, first.Token("recognitions.admin"), "a"));
        Assert.Equal("issuer2/alice", await ActorAsync(service, second.Token("recognitions.admin"), "b"));
        Assert.Equal("tester", await ActorAsync(service, RunningService.Key, "c"));
        // Each issuer accepts only its own keys.
        Assert.Equal(
            "SIGNATURE", (await service.Bearer("ListStates", first.Token("recognitions.read", "alice", ("iss", second.Issuer)))).Fact);
    }

    [Fact]
    public async Task Actor_and_permissions_come_from_the_configured_claims()
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        await using var service = await RunningService.StartAsync(stores,
            [.. folder.Accept(issuer), ("Access:Issuers:issuer1:ActorClaim", "email"), ("Access:Issuers:issuer1:ScopeClaim", "roles")]);
        var token = issuer.Token(
            "", "a1b2", ("email", "alice@example.org"), ("roles", new JsonArray("recognitions.write", "recognitions.read")));
        Assert.Equal("alice@example.org", await ActorAsync(service, token, "a"));
        Assert.Equal(StatusCode.PermissionDenied, (await service.Bearer("Watch", token)).Status);
    }

    [Fact]
    public async Task Tokens_of_every_accepted_signature_family_are_valid()
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        await using var service = await RunningService.StartAsync(stores, folder.Accept(issuer));
        Assert.Equal(StatusCode.OK, (await service.Bearer("ListStates", issuer.Token("recognitions.read"))).Status);
        Assert.Equal(StatusCode.OK, (await service.Bearer("ListStates", issuer.Pss("recognitions.read"))).Status);
        Assert.Equal(StatusCode.OK, (await service.Bearer("ListStates", issuer.Curve("recognitions.read"))).Status);
        Assert.Equal(
            StatusCode.OK,
            (await service.Bearer(
                "ListStates", issuer.Token("recognitions.read", "alice", ("aud", new JsonArray("another", TestIssuer.Audience))))).Status);
    }

    [Fact]
    public async Task An_unauthorized_caller_learns_nothing_about_resources_or_request_errors()
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        await using var service = await RunningService.StartAsync(stores, folder.Accept(issuer));
        var watcher = issuer.Token("recognitions.watch");
        var denied = new CallResult(StatusCode.PermissionDenied, "PERMISSION_DENIED", "recognitions.read");
        await ActorAsync(service, RunningService.Key, "a");
        byte[][] requests = [new GetSourceRequest { Name = "sources/a" }.ToByteArray(),
            new GetSourceRequest { Name = "sources/none" }.ToByteArray(), [0xff, 0xff]];
        foreach (var request in requests)
        {
            Assert.Equal(denied, await service.Bearer("GetSource", watcher, request));
        }

        Assert.Equal(
            new(StatusCode.Unauthenticated, "CREDENTIALS_REQUIRED", "recognitions.read"),
            await service.Bearer("GetSource", null, new byte[3 << 20]));
    }

    [Fact]
    public async Task A_watch_ends_when_its_token_expires_and_resumes_with_a_new_one()
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        await using var service = await RunningService.StartAsync(
            stores, [.. folder.Accept(issuer), ("Access:Issuers:issuer1:ClockSkew", "00:00:00")]);
        var rpc = new RecognitionService.RecognitionServiceClient(service.Channel);
        var life = TimeSpan.FromSeconds(4);
        var token = issuer.TokenFor(life, "recognitions.watch");
        var ends = TimeProvider.System.GetUtcNow() + life;
        using var watch = rpc.Watch(new() { FromNow = true }, new Metadata { { "authorization", $"Bearer {token}" } });
        Assert.True(await watch.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
        var resume = watch.ResponseStream.Current.ResumeToken;
        // The default bookmark interval is longer than the token's lifetime, so only the token's expiry can wake the stream.
        var end = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(Call.Cancelled)).WithinAsync(20);
        Assert.Equal(new(StatusCode.Unauthenticated, "CREDENTIALS_EXPIRED"), Call.Of(end));
        Assert.InRange(TimeProvider.System.GetUtcNow() - ends, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(30));
        // The validated token is cached, so this checks that the cache honors its expiry.
        Assert.Equal(new(StatusCode.Unauthenticated, "CREDENTIALS_EXPIRED"), await service.Bearer("Watch", token));
        await ActorAsync(service, RunningService.Key, "a");
        using var again = rpc.Watch(
            new() { ResumeToken = resume }, new Metadata { { "authorization", $"Bearer {issuer.Token("recognitions.watch")}" } });
        Assert.True(await again.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
        Assert.Equal("sources/a", Assert.Single(Assert.Single(again.ResponseStream.Current.Revisions).Changes).Name);
        service.Errors.AssertNone();
    }

    internal static RegisterSourceRequest Register(string id) =>
        new()
        {
            Source = new() { Name = $"sources/{id}", Title = "A title", Kind = SourceKind.Page },
            RequestId = Guid.NewGuid().ToString()
        };

    /// <summary>Writes with a credential and returns the recorded actor.</summary>
    static async Task<string> ActorAsync(RunningService service, string credential, string id)
    {
        var rpc = new RecognitionService.RecognitionServiceClient(service.Channel);
        await rpc.RegisterSourceAsync(Register(id), new Metadata { { "authorization", $"Bearer {credential}" } });
        var key = new Metadata { { "authorization", $"Bearer {RunningService.Key}" } };
        return (await rpc.ListRevisionsAsync(new() { Name = $"sources/{id}" }, key)).Revisions[0].Actor;
    }
}
