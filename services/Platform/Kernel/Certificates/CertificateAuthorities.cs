using System.Security.Cryptography.X509Certificates;

namespace KosovoNato.Kernel.Certificates;

/// <summary>Authorities that issue certificates, other than those that the machine believes.</summary>
static class CertificateAuthorities
{
    public static X509Certificate2Collection Read(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return certificates.Count > 0 ? certificates : throw new InvalidDataException($"{file} has no certificate.");
    }

    /// <summary>
    /// What stands against a certificate that they should have issued for this use; null if it is good now. One that is taken back
    /// is not noticed: give short lives.
    /// </summary>
    public static string? ProblemOf(
        X509Certificate2Collection authorities, X509Certificate2 certificate, string use, TimeProvider timeProvider)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new(use));
        chain.ChainPolicy.VerificationTime = timeProvider.GetUtcNow().UtcDateTime;
        if (chain.Build(certificate))
        {
            return null;
        }

        var found = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        // What is issued by somebody else has no other problem that matters.
        return (found & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0 ? "another authority has issued it"
            : timeProvider.GetUtcNow() >= certificate.NotAfter ? $"it ended at {certificate.NotAfter.ToUniversalTime():u}"
            : timeProvider.GetUtcNow() < certificate.NotBefore ? $"it begins at {certificate.NotBefore.ToUniversalTime():u}"
            : (found & X509ChainStatusFlags.NotValidForUsage) != 0 ? "it is not for this use"
            : string.Join(", ", chain.ChainStatus.Select(one => one.Status));
    }
}
