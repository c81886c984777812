namespace KosovoNato.Deploy.Tests;

/// <summary>TLS in the manifests: the servers and callers that use it, and the issuers of the certificates.</summary>
static class Tls
{
    const string Prefix = "KOSOVONATO_";

    public static bool Listens(Workload server) => server.Setting($"{Prefix}Listen__Tls__CertificateFile") is { Length: > 0 };

    /// <summary>Whether a server authenticates its callers, including callers that only read.</summary>
    public static bool AsksWho(Workload server) => server.Settings.Any(variable =>
        variable.Name.StartsWith($"{Prefix}Access__Issuers__", StringComparison.Ordinal)
        || variable.Name.StartsWith($"{Prefix}Access__Certificates__", StringComparison.Ordinal));

    /// <summary>The services whose addresses a workload is given, each with the scheme of the address.</summary>
    public static IEnumerable<(Workload Called, string Scheme)> Called(Manifests manifests, Workload caller) =>
        from text in caller.Settings.Where(
            variable => variable.Name.StartsWith($"{Prefix}Upstreams__Addresses__", StringComparison.Ordinal))
                .Select(variable => variable.Value)
            .Concat(caller.Containers.SelectMany(container => container.Args ?? []))
        let address = Uri.TryCreate(text, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? parsed : null
        where address is not null
        from called in manifests.Servers
        where called.Name == address.Host
        select (called, address.Scheme);

    /// <summary>The certificate in a file of a workload, by the setting with the path; null if no Certificate creates the file.</summary>
    public static CertificateSpec? CertificateIn(Manifests manifests, Workload workload, string setting) =>
        (from mount in workload.Containers.SelectMany(container => container.VolumeMounts ?? [])
         where workload.Setting(Prefix + setting)?.StartsWith($"{mount.MountPath}/", StringComparison.Ordinal) is true
         from volume in workload.Pod.Volumes
         where volume.Name == mount.Name
         from certificate in manifests.Of<Certificate>()
         where certificate.Spec.SecretName == volume.Secret?.SecretName
         select certificate.Spec).FirstOrDefault();

    /// <summary>The callers that a server accepts by certificate: the subject, and its permissions.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Callers(Workload server)
    {
        const string callers = $"{Prefix}Access__Certificates__Callers__";
        return server.Settings.Where(variable => variable.Name.StartsWith(callers, StringComparison.Ordinal))
            .GroupBy(variable => variable.Name[callers.Length..].Split("__")[0])
            .ToDictionary(
                caller => caller.Single(variable => variable.Name.EndsWith("__Subject", StringComparison.Ordinal)).Value,
                IReadOnlyList<string> (caller) =>
                    [.. caller.Where(variable => variable.Name.Contains("__Permissions__", StringComparison.Ordinal))
                        .Select(variable => variable.Value).Order()]);
    }
}
