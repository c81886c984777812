using System.Text.RegularExpressions;
using k8s.Models;

namespace KosovoNato.Deploy.Tests;

/// <summary>TLS in the manifests: the servers and callers that use it, and the issuers of the certificates.</summary>
static partial class Tls
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

    /// <summary>The stores and brokers that a container calls, with the variable, and whether it calls them with TLS.</summary>
    public static IEnumerable<(Workload Called, bool WithTls)> CalledStores(Manifests manifests, V1Container container) =>
        from variable in container.Env ?? []
        where variable.Name is $"{Prefix}Store__Configuration" or $"{Prefix}Bus__RabbitMqUri"
        let value = manifests.Expand(container, variable.Value)
        from called in manifests.Workloads
        where called.Component is "store" or "broker"
            && Regex.IsMatch(value, $@"(^|@)({Regex.Escape(called.Name)}-\d\.)?{Regex.Escape(called.Name)}:")
        select (called, value.StartsWith("amqps://", StringComparison.Ordinal) || value.Split(',').Contains("ssl=true"));

    /// <summary>Whether a store or a broker listens with TLS.</summary>
    public static bool StoreListens(Manifests manifests, Workload store) =>
        store.Containers.Any(container => container.Command.Contains("--tls-port"))
        || manifests.Of<V1ConfigMap>().Any(map => map.Data.Values.Any(text => TlsInFile().IsMatch(text))
            && SecretKeyReference.ConfigMapsOf(store).Any(named => named.Name == map.Metadata.Name));

    /// <summary>Whether a workload mounts a certificate for its own name.</summary>
    public static bool HasOwnCertificate(Manifests manifests, Workload workload) => manifests.Of<Certificate>().Any(
        certificate => certificate.Spec.DnsNames.Contains(workload.Name)
        && (workload.Pod.Volumes ?? []).Any(volume => volume.Secret?.SecretName == certificate.Spec.SecretName));

    /// <summary>Whether a container trusts the authority of the certificates, by a variable of the client of stores or brokers.</summary>
    public static bool Trusts(Manifests manifests, Workload caller, V1Container container, Workload called)
    {
        var name = called.Component == "store" ? "SERedis_IssuerCertPath" : "SSL_CERT_FILE";
        return (from variable in container.Env
                where variable.Name == name
                from mount in container.VolumeMounts ?? []
                where variable.Value == $"{mount.MountPath}/ca.crt"
                from volume in caller.Pod.Volumes
                where volume.Name == mount.Name
                select manifests.Of<Certificate>().Any(certificate => certificate.Spec.SecretName == volume.Secret?.SecretName))
            .SingleOrDefault();
    }

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

    [GeneratedRegex(@"^(listeners\.ssl|tls-replication yes)", RegexOptions.Multiline)]
    private static partial Regex TlsInFile();
}
