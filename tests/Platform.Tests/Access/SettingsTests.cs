using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Access;
using KosovoNato.Testing;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>Invalid settings prevent the start with a message about the cause.</summary>
public sealed class SettingsTests(SharedStores stores)
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "Access:ApiKeyFile", "", "Access:ApiKeyFile is required" },
        { "Access:Issuers:one:Audience", "x", "Access:Issuers:one:Issuer is required" },
        { "Access:Issuers:one:Issuer", "https://issuer.example", "Access:Issuers:one:Audience is required" },
        { "Access:Issuers:one:Issuer", "http://issuer.example", "must be at https://" },
        { "Access:Issuers:one:ClockSkew", "00:01:00", "ClockSkew must be 0 to 25 s" },
        { "Access:Issuers:one two:Issuer", "https://issuer.example", "must have at most 40 letters, digits and dashes" },
        { "Access:Certificates:CertificateAuthorityFile", "/none", "requires Listen:Tls" },
        { "Access:Certificates:Callers:0:Permissions:0", "recognitions.raed", "unknown: recognitions.raed" },
        { "Access:Certificates:Callers:0:Actor", "system", "Actor must be a name" },
        { "RateLimit:CallsPerSecond", "-1", "CallsPerSecond" },
        { "Listen:Tls:CertificateFile", "/none", "Listen:Tls needs both" },
        { "Listen:Address", "localhost", "Listen:Address must be an IP address" },
        { "Listen:MaxConnectionAge", "00:00:00", "ConnectionAge" },
        { "Listen:MetricsPort", "0", "MetricsPort" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_invalid_setting_stops_the_start(string name, string value, string says)
    {
        using var folder = new TemporaryDirectory();
        (string, string)[] keys = name == "Access:ApiKeyFile" ? [] : [.. folder.Accept()];
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(
            () => RunningService.StartAsync(stores, [.. keys, (name, value)]));
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "is not a JSON Web Key Set")]
    [InlineData("{\"keys\":[]}", "has no usable public key")]
    [InlineData("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ\"}]}", "has a secret key")]
    public async Task An_unusable_key_set_stops_the_start(string content, string says)
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        var settings = folder.Accept(issuer).ToList();
        folder.Write("keys-0.json", content);
        var failure = await Assert.ThrowsAsync<SettingException>(() => RunningService.StartAsync(stores, settings));
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_too_short_is_ignored_even_in_a_certificate()
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        using var rsa = RSA.Create(1_024);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest(
            "CN=short", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now, now.AddDays(1));
        var key = rsa.ExportParameters(includePrivateParameters: false);
        var settings = folder.Accept(issuer).ToList();
        folder.Write("keys-0.json", TestIssuer.KeySet(new JsonObject
        {
            ["kty"] = "RSA",
            ["kid"] = "short",
            ["n"] = Base64Url.EncodeToString(key.Modulus),
            ["e"] = Base64Url.EncodeToString(key.Exponent),
            ["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData)),
        }));
        var failure = await Assert.ThrowsAsync<SettingException>(() => RunningService.StartAsync(stores, settings));
        Assert.Contains("has no usable public key", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short:key", "is not \"name:key\"")]
    [InlineData("System:a-key-for-tests-only", "is not allowed as an actor name")]
    public async Task An_unusable_key_file_stops_the_start(string line, string says)
    {
        using var folder = new TemporaryDirectory();
        var settings = folder.Accept().ToList();
        folder.Write("keys", line);
        var failure = await Assert.ThrowsAsync<SettingException>(() => RunningService.StartAsync(stores, settings));
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rpc_of_the_contracts_has_exactly_one_permission() =>
        Assert.Empty(RpcPermissions.Services.SelectMany(service => service.Faults()));

    [Fact]
    public void Only_rpcs_with_a_write_request_need_write_and_only_streams_need_watch()
    {
        var rpcs = RpcPermissions.Services.SelectMany(service => service.Service.Methods, (service, rpc) => (service, rpc)).ToList();
        Assert.Equal(
            rpcs.Select(one => $"{one.rpc.Name}: {one.service.Permission(KindOf(one.rpc))}"),
            rpcs.Select(one => $"{one.rpc.Name}: {one.service.Of(one.rpc.Name)}"));

        static string KindOf(MethodDescriptor rpc) =>
            rpc.InputType.ClrType.IsAssignableTo(typeof(IWriteRequest)) ? "write" : rpc.IsServerStreaming ? "watch" : "read";
    }

    [Fact]
    public void A_missing_an_unknown_and_a_duplicate_permission_of_an_rpc_are_faults()
    {
        var service = RpcPermissions.Services[^1];
        var changed = new ServicePermissions(service.Service)
        {
            Read = [.. service.Read.Skip(1), "NoSuchRpc"],
            Watch = service.Watch,
            Write = [.. service.Write, service.Read[1]],
        };
        Assert.Equal(
            [$"{service.Service.FullName}/{service.Read[0]} has no entry", $"{service.Service.FullName} has no NoSuchRpc",
                $"{service.Service.FullName}/{service.Read[1]} has two entries"],
            changed.Faults());
    }
}
