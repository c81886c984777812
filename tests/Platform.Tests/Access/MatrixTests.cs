using System.Text.Json.Nodes;
using Grpc.Core;
using KosovoNato.Serving.Access;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>Every RPC of every service, with every kind of invalid credential and with every permission.</summary>
public sealed class MatrixTests(SharedStores stores)
{
    public static TheoryData<string> Services => [.. RpcPermissions.Services.Select(service => service.Name)];

    /// <summary>Each RPC without a credential and with one invalid credential; together the RPCs cover every invalid credential.</summary>
    [Theory]
    [MemberData(nameof(Services))]
    public Task No_rpc_admits_a_caller_without_a_valid_credential(string name) => RejectAsync(name, (rpcs, bad) =>
        Enumerable.Range(0, Math.Max(rpcs.Count, bad.Count)).Select(i => (rpcs[i % rpcs.Count], bad[i % bad.Count])));

    [Theory(Explicit = true)]
    [MemberData(nameof(Services))]
    public Task No_rpc_admits_any_wrong_credential(string name) =>
        RejectAsync(name, (rpcs, bad) => from rpc in rpcs from one in bad select (rpc, one));

    async Task RejectAsync(
        string name, Func<IReadOnlyList<string>, IReadOnlyList<BadCredential>, IEnumerable<(string Rpc, BadCredential Bad)>> pairs)
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        await using var service = await RunningService.StartAsync(stores, folder.Accept(issuer), name);
        var everything = string.Join(' ', RpcPermissions.Services.SelectMany(one => one.All));
        var before = service.Revision;
        var wrong = new List<string>();
        var rpcs = service.Descriptor.Methods.Select(method => method.Name).ToList();
        foreach (var rpc in rpcs)
        {
            Note(rpc, "no credential", new(StatusCode.Unauthenticated, "CREDENTIALS_REQUIRED", service.Permissions.Of(rpc)),
                await service.Bearer(rpc, null));
        }

        foreach (var (rpc, bad) in pairs(rpcs, [.. Bad(issuer, everything)]))
        {
            Note(rpc, bad.What, bad.Expected, await service.With(rpc, bad.Authorization));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, service.Revision);
        service.Errors.AssertNone();

        void Note(string rpc, string what, CallResult expected, CallResult answer)
        {
            if (answer != expected)
            {
                wrong.Add($"{rpc}, {what}: {answer} instead of {expected}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Each_permission_opens_exactly_its_rpcs(string name)
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        await using var service = await RunningService.StartAsync(stores, folder.Accept(issuer), name);
        var permissions = service.Permissions;
        var others = RpcPermissions.Services.Where(one => one != permissions).SelectMany(one => one.All).ToList();
        List<string[]> sets =
        [
            [], [.. others], ["openid", "profile"], [$"{permissions.Name}.*"], [permissions.Name],
            [.. permissions.All.Select(one => one.ToUpperInvariant())],
            .. permissions.All.Select(one => new[] { one }), [.. permissions.All],
        ];
        var before = service.Revision;
        var wrong = new List<string>();
        foreach (var set in sets)
        {
            var token = issuer.Token(string.Join(' ', set));
            foreach (var rpc in service.Descriptor.Methods.Select(method => method.Name))
            {
                var needed = permissions.Of(rpc);
                var may = set.Contains(needed) || set.Contains($"{permissions.Name}.admin");
                var answer = await service.Bearer(rpc, token);
                var denied = new CallResult(StatusCode.PermissionDenied, "PERMISSION_DENIED", needed);
                if (may ? !IsLetIn(answer) : answer != denied)
                {
                    wrong.Add($"{rpc} with [{string.Join(' ', set)}]: {answer}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, service.Revision);
        service.Errors.AssertNone();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Without_an_issuer_reads_are_open_and_a_key_allows_everything(string name)
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(stores, folder.Accept(), name);
        foreach (var rpc in service.Descriptor.Methods.Select(method => method.Name))
        {
            var isWrite = service.Permissions.Write.Contains(rpc);
            var anonymous = await service.Bearer(rpc, null);
            var expected = new CallResult(StatusCode.Unauthenticated, "CREDENTIALS_REQUIRED", service.Permissions.Of(rpc));
            Assert.True(isWrite ? anonymous == expected : IsLetIn(anonymous), $"{rpc}: {anonymous}");
            Assert.Equal(new(StatusCode.Unauthenticated, "CREDENTIALS_REQUIRED"), await service.Bearer(rpc, "wrong-wrong-wrong-wrong"));
            Assert.True(IsLetIn(await service.Bearer(rpc, RunningService.Key)), rpc);
        }
    }

    /// <summary>An empty request is valid for lists and Watch; other RPCs reject it because required fields are missing.</summary>
    static bool IsLetIn(CallResult answer) => answer.Status is StatusCode.OK or StatusCode.InvalidArgument or StatusCode.NotFound;

    static IEnumerable<BadCredential> Bad(TestIssuer issuer, string scope)
    {
        using var stranger = new TestIssuer(issuer.Issuer);
        var now = TimeProvider.System.GetUtcNow();
        var good = issuer.Token(scope);
        var parts = good.Split('.');
        yield return new("another scheme", ["Basic YWxpY2U6c2VjcmV0"], new(StatusCode.Unauthenticated, "CREDENTIALS_REQUIRED"));
        yield return new("two headers", [$"Bearer {good}", $"Bearer {good}"], new(StatusCode.Unauthenticated, "CREDENTIALS_REQUIRED"));
        yield return Token("garbage", "garbage", "MALFORMED");
        yield return Token("dots", "..", "MALFORMED");
        yield return Token("an unknown key", "wrong-wrong-wrong-wrong", "MALFORMED");
        yield return Token("a header that is no JSON", $"AAAA.{parts[1]}.{parts[2]}", "MALFORMED");
        yield return Token("a payload that is no JSON", $"{parts[0]}.AAAA.{parts[2]}", "MALFORMED");
        yield return Token("an algorithm that is a number", issuer.WithHeader("RS256", scope, ("alg", 256)), "MALFORMED");
        yield return Token("a key id that is a list", issuer.WithHeader("RS256", scope, ("kid", new JsonArray("a"))), "MALFORMED");
        yield return Token("an issuer that is a list", issuer.Token(scope, "alice", ("iss", new JsonArray(issuer.Issuer))), "MALFORMED");
        yield return Token("an end that is a text", issuer.Token(scope, "alice", ("exp", "tomorrow")), "MALFORMED");
        yield return Token("an end beyond all time", issuer.Token(scope, "alice", ("exp", 1e300)), "MALFORMED");
        yield return Token("a beginning that is a list", issuer.Token(scope, "alice", ("nbf", new JsonArray(1))), "MALFORMED");
        yield return Token("huge", $"{parts[0]}.{parts[1]}{new string('A', 20_000)}.{parts[2]}", "MALFORMED");
        yield return Token("a critical header", issuer.WithHeader("RS256", scope, ("crit", new JsonArray("x")), ("x", 1)), "MALFORMED");
        yield return Token("algorithm none", issuer.Unsigned(scope), "ALGORITHM");
        yield return Token("algorithm None", issuer.WithHeader("None", scope), "ALGORITHM");
        yield return Token("HS256 with the public key", issuer.SignedWithPublicKey(scope), "ALGORITHM");
        yield return Token("another algorithm than its key", issuer.WithHeader("ES256", scope), "SIGNATURE");
        yield return Token("another algorithm of its key", issuer.WithHeader("RS384", scope), "SIGNATURE");
        yield return Token(
            "a signature on a curve in the other form",
            issuer.Curve(scope, System.Security.Cryptography.DSASignatureFormat.Rfc3279DerSequence), "SIGNATURE");
        yield return Token("a signature on a curve by another key", stranger.Curve(scope), "SIGNATURE");
        yield return Token("another key", stranger.Token(scope), "SIGNATURE");
        yield return Token("a key that it brings along", stranger.WithHeader("RS256", scope, ("jwk", stranger.PublicKey)), "SIGNATURE");
        yield return Token("no signature", $"{parts[0]}.{parts[1]}.", "SIGNATURE");
        yield return Token("another payload", $"{parts[0]}.{issuer.Token(scope, "mallory").Split('.')[1]}.{parts[2]}", "SIGNATURE");
        yield return Token(
            "not yet valid", issuer.Token(scope, "alice", ("nbf", (now + TimeSpan.FromMinutes(2)).ToUnixTimeSeconds())), "NOT_YET_VALID");
        yield return Token("no end", issuer.Token(scope, "alice", ("exp", null)), "EXPIRY");
        yield return Token("another audience", issuer.Token(scope, "alice", ("aud", "another")), "AUDIENCE");
        yield return Token("no audience", issuer.Token(scope, "alice", ("aud", null)), "AUDIENCE");
        yield return Token("another issuer", issuer.Token(scope, "alice", ("iss", "https://other.example")), "ISSUER");
        yield return Token("the issuer with a slash", issuer.Token(scope, "alice", ("iss", issuer.Issuer + "/")), "ISSUER");
        yield return Token("no issuer", issuer.Token(scope, "alice", ("iss", null)), "ISSUER");
        yield return Token("no subject", issuer.Token(scope, "alice", ("sub", null)), "SUBJECT");
        yield return Token("the service's own name", issuer.Token(scope, "system"), "SUBJECT");
        yield return Token("nobody's name", issuer.Token(scope, "anonymous"), "SUBJECT");
        yield return Token("the name of a key", issuer.Token(scope, "tester"), "SUBJECT");
        yield return Token("a name with a line in it", issuer.Token(scope, "alice\nbob"), "SUBJECT");
        yield return Token("the service's own name in capitals", issuer.Token(scope, "System"), "SUBJECT");
        yield return Token("the name of a key, and what nobody sees", issuer.Token(scope, "tester\u200b"), "SUBJECT");
        yield return Token("a name that is read backwards", issuer.Token(scope, "\u202eretset"), "SUBJECT");
        yield return Token("a name that begins with a space", issuer.Token(scope, " alice"), "SUBJECT");
        var expired = issuer.Token(scope, "alice", ("exp", (now - TimeSpan.FromMinutes(1)).ToUnixTimeSeconds()));
        yield return new("expired", [$"Bearer {expired}"], new(StatusCode.Unauthenticated, "CREDENTIALS_EXPIRED"));

        static BadCredential Token(string what, string token, string problem) =>
            new(what, [$"Bearer {token}"], new(StatusCode.Unauthenticated, "ACCESS_TOKEN_REJECTED", problem));
    }

    sealed record BadCredential(string What, string[] Authorization, CallResult Expected);
}
