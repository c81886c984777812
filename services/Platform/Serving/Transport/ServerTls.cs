using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using KosovoNato.Kernel.Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Serving.Transport;

/// <summary>The server side of TLS. Each new connection uses the current content of the certificate files.</summary>
sealed class ServerTls
{
    readonly IClientCertificates clients;
    readonly ReloadingFile<SslStreamCertificateContext> certificate;

    public ServerTls(
        ServerTlsOptions options, IClientCertificates clients, CertificateExpiryMetric lives, TimeProvider timeProvider,
        ILogger<ServerTls> logger)
    {
        this.clients = clients;
        certificate = new("Listen:Tls", () => Read(options), timeProvider, logger, options.CertificateFile, options.KeyFile);
        lives.Observe("server", () => certificate.Value.TargetCertificate.NotAfter);
    }

    public void Use(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions endpoint) =>
        endpoint.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(Now()) });

    SslServerAuthenticationOptions Now() => new()
    {
        ServerCertificateContext = certificate.Value,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        // Requested but not required: a caller without a certificate can still send a token.
        ClientCertificateRequired = clients.AreAccepted,
        RemoteCertificateValidationCallback = (_, shown, _, _) => shown is null
            || (shown is X509Certificate2 one && clients.AreAccepted && clients.IsTrusted(one)),
    };

    static SslStreamCertificateContext Read(ServerTlsOptions options)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(options.CertificateFile);
        return SslStreamCertificateContext.Create(
            X509Certificate2.CreateFromPemFile(options.CertificateFile, options.KeyFile), chain, offline: true);
    }
}
