using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>A certificate authority for servers and clients.</summary>
sealed class Certificates : IDisposable
{
    const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    // Certificates can share a key: they differ in name and authority.
    static readonly RSA Key = RSA.Create(2_048);

    readonly RSA authorityKey = RsaKeys.Rent();
    readonly X509Certificate2 authority;

    public Certificates(string name = "Test authority")
    {
        var request = new CertificateRequest($"CN={name}", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
    }

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public string AuthorityPem => authority.ExportCertificatePem();

    public X509Certificate2 Authority => authority;

    public X509Certificate2 Server(string subject = "CN=localhost") => Issue(subject, ServerAuthentication, TimeSpan.FromDays(1));

    public X509Certificate2 Client(string subject, TimeSpan? life = null) =>
        Issue(subject, ClientAuthentication, life ?? TimeSpan.FromDays(1));

    public static void Write(TemporaryDirectory folder, X509Certificate2 server)
    {
        folder.Write("server.key", server.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        folder.Write("server.pem", server.ExportCertificatePem());
    }

    public void Dispose()
    {
        authority.Dispose();
        RsaKeys.Return(authorityKey);
    }

    X509Certificate2 Issue(string subject, string use, TimeSpan life)
    {
        var request = new CertificateRequest(subject, Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(use)], false));
        using var issued = request.Create(authority, Now.AddHours(-1), Now + life, RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(Key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null);
    }
}
