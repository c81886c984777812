using System.Security.Cryptography.X509Certificates;

namespace KosovoNato.Kernel.Certificates;

/// <summary>Certificate authorities from a file, which are trusted in place of the machine's own.</summary>
static class CertificateAuthorities
{
    public static X509Certificate2Collection Read(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return certificates.Count > 0 ? certificates : throw new InvalidDataException($"{file} contains no certificate.");
    }

    /// <summary>
    /// Returns why a certificate is not valid for a use under these authorities; null if it is valid. Revocation is not checked, so
    /// certificates should be short-lived.
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
        // If another authority issued the certificate, its other problems do not matter.
        return (found & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0 ? "another authority issued it"
            : timeProvider.GetUtcNow() >= certificate.NotAfter ? $"it expired at {certificate.NotAfter.ToUniversalTime():u}"
            : timeProvider.GetUtcNow() < certificate.NotBefore ? $"it is not valid before {certificate.NotBefore.ToUniversalTime():u}"
            : (found & X509ChainStatusFlags.NotValidForUsage) != 0 ? "it is not valid for this use"
            : string.Join(", ", chain.ChainStatus.Select(one => one.Status));
    }
}
