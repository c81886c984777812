using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests;

/// <summary>
/// The certificates that cert-manager would issue for the manifests: one folder with the files of its Secret for each Certificate.
/// </summary>
sealed class MadeCertificates : IDisposable
{
    static readonly Dictionary<string, string> Uses =
        new() { ["server auth"] = "1.3.6.1.5.5.7.3.1", ["client auth"] = "1.3.6.1.5.5.7.3.2" };

    readonly TemporaryDirectory folder = new();
    readonly X509Certificate2 authority;

    public MadeCertificates(Manifests manifests)
    {
        var all = manifests.Of<Certificate>().Select(certificate => certificate.Spec).ToList();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={all.Single(one => one.IsCA).CommonName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        authority = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
        foreach (var certificate in all.Where(one => !one.IsCA))
        {
            Make(certificate);
        }
    }

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public X509Certificate2 Authority => authority;

    public string FolderOf(string secret) => Path.Combine(folder.Path, secret);

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    void Make(CertificateSpec certificate)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={certificate.CommonName}", key, HashAlgorithmName.SHA256);
        // In these tests, every service is also reachable as localhost.
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in certificate.DnsNames.Append("localhost"))
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [.. from usage in certificate.Usages where Uses.ContainsKey(usage) select new Oid(Uses[usage])], critical: false));
        using var issued = request.Create(authority, Now.AddHours(-1), Now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        var made = Directory.CreateDirectory(FolderOf(certificate.SecretName)).FullName;
        File.WriteAllText(Path.Combine(made, "tls.crt"), issued.ExportCertificatePem());
        File.WriteAllText(Path.Combine(made, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(made, "ca.crt"), authority.ExportCertificatePem());
    }
}
