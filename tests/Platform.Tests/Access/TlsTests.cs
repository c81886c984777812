using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using KosovoNato.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>TLS on the ports, certificate renewal and client certificates.</summary>
public sealed class TlsTests(SharedStores stores)
{
    readonly SettableClock clock = new();

    [Fact]
    public async Task Grpc_and_json_work_over_tls_while_the_certificate_is_renewed()
    {
        using var folder = new TemporaryDirectory();
        using var authority = new Certificates();
        using var issuer = new TestIssuer();
        using var first = authority.Server();
        await using var service = await StartAsync(folder, first, issuer);
        var seen = new List<string>();
        Assert.Equal(StatusCode.OK, (await ReadAsync(service, authority, null, issuer.Token("recognitions.read"), seen)).Status);
        using (var http = new HttpClient(Sockets(authority, null, seen)))
        {
            Assert.Equal(
                HttpStatusCode.OK, (await http.GetAsync(new Uri(Secure(service.HttpAddress), "/health/ready"), Call.Cancelled)).StatusCode);
        }

        using var second = authority.Server();
        Certificates.Write(folder, second);
        clock.Advance(TimeSpan.FromSeconds(6));
        await Eventually.True(async () =>
        {
            Assert.Equal(StatusCode.OK, (await ReadAsync(service, authority, null, issuer.Token("recognitions.read"), seen)).Status);
            return seen[^1] == second.Thumbprint;
        }, seconds: 20);
        Assert.Equal(first.Thumbprint, seen[0]);
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task A_client_certificate_identifies_a_caller_with_the_configured_permissions()
    {
        using var folder = new TemporaryDirectory();
        using var authority = new Certificates();
        using var stranger = new Certificates();
        using var issuer = new TestIssuer();
        using var server = authority.Server();
        using var importer = authority.Client("CN=importer, O=Ministry");
        using var unknown = authority.Client("CN=somebody");
        using var foreign = stranger.Client("CN=importer, O=Ministry");
        using var ended = authority.Client("CN=importer, O=Ministry", TimeSpan.FromMinutes(-1));
        await using var service = await StartAsync(folder, server, issuer,
            ("Access:Certificates:CertificateAuthorityFile", folder.Write("clients.pem", authority.AuthorityPem)),
            ("Access:Certificates:Callers:0:Subject", "CN=importer, O=Ministry"),
            ("Access:Certificates:Callers:0:Actor", "import"),
            ("Access:Certificates:Callers:0:Permissions:0", "recognitions.read"));
        Assert.Equal(new(StatusCode.OK), await ReadAsync(service, authority, importer, null));
        Assert.Equal(
            new(StatusCode.PermissionDenied, "PERMISSION_DENIED", "recognitions.watch"),
            await ReadAsync(service, authority, importer, null, rpc: "Watch"));
        Assert.Equal(
            new(StatusCode.Unauthenticated, "CREDENTIALS_REQUIRED", "recognitions.read"),
            await ReadAsync(service, authority, unknown, null));
        Assert.Equal(
            new(StatusCode.Unauthenticated, "CREDENTIALS_REQUIRED", "recognitions.read"), await ReadAsync(service, authority, null, null));
        // A token takes precedence over the certificate, and callers with a certificate may still send a token.
        Assert.Equal(new(StatusCode.OK), await ReadAsync(service, authority, importer, issuer.Token("recognitions.watch"), rpc: "Watch"));
        // Certificates of another authority, of a server, or expired: the connection fails.
        foreach (var bad in new[] { foreign, server, ended })
        {
            // In TLS 1.3 the client finishes the handshake before the server rejects it, so the connection may break during use.
            var answer = await ReadAsync(service, authority, bad, null);
            Assert.True(answer is { Status: StatusCode.Unavailable or StatusCode.Internal, Reason: "" }, $"{answer}");
        }

        // A token cannot take the name of a certificate.
        Assert.Equal("SUBJECT", (await ReadAsync(service, authority, null, issuer.Token("recognitions.read", "import"))).Fact);
    }

    Task<RunningService> StartAsync(
        TemporaryDirectory folder, X509Certificate2 server, TestIssuer issuer, params (string, string)[] settings)
    {
        Certificates.Write(folder, server);
        return RunningService.StartAsync(stores,
        [
            .. folder.Accept(issuer), ("Listen:Tls:CertificateFile", folder.File("server.pem")),
                ("Listen:Tls:KeyFile", folder.File("server.key")), .. settings,
        ], change: builder => builder.Services.AddSingleton<TimeProvider>(clock));
    }

    static async Task<CallResult> ReadAsync(
        RunningService service, Certificates authority, X509Certificate2? shown, string? token, List<string>? seen = null,
        string rpc = "ListStates")
    {
        using var channel = GrpcChannel.ForAddress(
            Secure(service.GrpcAddress), new() { HttpHandler = Sockets(authority, shown, seen), DisposeHttpClient = true });
        Metadata headers = token is null ? [] : new() { { "authorization", $"Bearer {token}" } };
        return await Call.Send(
            channel, service.Descriptor.FindMethodByName(rpc), headers,
            rpc == "Watch" ? new Recognitions.V1.WatchRequest { FromNow = true }.ToByteArray() : []).WithinAsync(20);
    }

    static Uri Secure(Uri address) => new UriBuilder(address) { Scheme = "https" }.Uri;

    static SocketsHttpHandler Sockets(Certificates authority, X509Certificate2? shown, List<string>? seen) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = shown is null ? [] : [shown],
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            {
                seen?.Add(((X509Certificate2)certificate!).Thumbprint);
                using var chain = new X509Chain();
                chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.Add(authority.Authority);
                chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                return (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0 && chain.Build((X509Certificate2)certificate!);
            },
        },
    };
}
