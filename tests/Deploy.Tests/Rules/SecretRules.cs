using System.Text.RegularExpressions;
using k8s.Models;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>Secrets are referenced, never inlined; each referenced Secret exists or is documented for operators.</summary>
static partial class SecretRules
{
    // The keys that cert-manager writes to a Secret.
    static readonly string[] MadeKeys = ["", "tls.crt", "tls.key", "ca.crt"];

    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("No secret is written out", manifests =>
            (from workload in manifests.Workloads
             from container in workload.AllContainers
             from text in (container.Env ?? []).Select(variable => $"{variable.Name}={variable.Value}").Concat(container.Args ?? [])
                 .Concat(container.Command ?? [])
             where Secret().IsMatch(text)
             select $"{workload}: {Secret().Match(text).Value}")
            .Concat(
                from map in manifests.Of<V1ConfigMap>()
                from entry in map.Data ?? new Dictionary<string, string>()
                from Match match in Secret().Matches(entry.Value)
                select $"ConfigMap {map.Metadata.Name}: {entry.Key}: {match.Value}")),

        new("Secrets that are named exist, or operators are told to make them", manifests =>
            from workload in manifests.Callable
            from named in SecretKeyReference.SecretsOf(workload)
            where !Exists(manifests, named) && !DocumentedSecrets.All.Contains(named)
            select $"{workload}: {named.Name} with {named.Key} neither exists nor is in deploy/README.md"),

        new("Secrets made from elsewhere are those that are documented", manifests =>
            from secret in manifests.Of<ExternalSecret>()
            from item in secret.Spec.Data
            where !DocumentedSecrets.All.Contains(new(secret.Spec.Target.Name, item.SecretKey))
            select $"ExternalSecret {secret.Metadata.Name}: makes {secret.Spec.Target.Name} with {item.SecretKey}, which deploy/README.md "
            + "does not name"),

        new("With secrets made from elsewhere, none is missing", manifests =>
            from workload in manifests.Callable
            where manifests.Of<ExternalSecret>().Any()
            from named in SecretKeyReference.SecretsOf(workload)
            where !Exists(manifests, named)
            select $"{workload}: nobody makes {named.Name} with {named.Key}"),

        new("Secrets of an installation come from its own store and folder", manifests =>
            from secret in manifests.Of<ExternalSecret>()
            from item in secret.Spec.Data
            where secret.Spec.SecretStoreRef.Kind != "SecretStore"
                || !item.RemoteRef["key"].StartsWith($"{manifests.Namespace}/", StringComparison.Ordinal)
            select $"ExternalSecret {secret.Metadata.Name}: takes {item.RemoteRef["key"]} from a {secret.Spec.SecretStoreRef.Kind}"),

        new("Credentials of registries are documented", manifests =>
            from account in manifests.Of<V1ServiceAccount>()
            from secret in CredentialsOf(account)
            where !DocumentedSecrets.All.Contains(new(secret, ".dockerconfigjson"))
            select $"ServiceAccount {account.Metadata.Name}: {secret} is not in deploy/README.md"),

        new("All accounts have the credentials of registries, or none", manifests =>
            from account in manifests.Of<V1ServiceAccount>()
            from secret in manifests.Of<V1ServiceAccount>().SelectMany(CredentialsOf).Distinct().Except(CredentialsOf(account))
            select $"ServiceAccount {account.Metadata.Name}: lacks {secret}"),

        new("ConfigMaps that are named exist", manifests =>
            from workload in manifests.Callable
            from named in SecretKeyReference.ConfigMapsOf(workload)
            where !manifests.Of<V1ConfigMap>().Any(
                map => map.Metadata.Name == named.Name && (named.Key.Length == 0 || map.Data?.ContainsKey(named.Key) is true))
            select $"{workload}: {named.Name} with {named.Key} does not exist"),

        new("A composed variable comes after its parts", manifests =>
            from workload in manifests.Workloads
            from container in workload.AllContainers
            from variable in (container.Env ?? []).Index()
            from Match part in Part().Matches(variable.Item.Value ?? "")
            where !container.Env.Take(variable.Index).Any(earlier => earlier.Name == part.Groups[1].Value)
            select $"{workload}: {variable.Item.Name} would get the letters {part.Value}"),
    ];

    static IEnumerable<string> CredentialsOf(V1ServiceAccount account) =>
        (account.ImagePullSecrets ?? []).Select(secret => secret.Name);

    static bool Exists(Manifests manifests, SecretKeyReference named) =>
        manifests.Of<V1Secret>().Any(
            secret => secret.Metadata.Name == named.Name && (named.Key.Length == 0 || secret.Data?.ContainsKey(named.Key) is true))
        || manifests.Of<ExternalSecret>().Any(secret => secret.Spec.Target.Name == named.Name
            && (named.Key.Length == 0 || secret.Spec.Data.Any(item => item.SecretKey == named.Key)))
        || manifests.Of<Certificate>().Any(certificate => certificate.Spec.SecretName == named.Name && MadeKeys.Contains(named.Key));

    // A password after its name, in an address, or of a user of Redis or RabbitMQ, unless it is a variable $(...) or a placeholder @...@.
    const string SecretPattern = @"(?i)(password|passwd|_pass|secret|token|apikey)\s*[=:]\s*(?![$@\s])[^\s,;""]+"
        + @"|://[^/\s:@]+:(?!\$\()[^@\s/]+@|^user .*\s(>\S+|#[0-9a-f]{64}\b)|password_hash";

    [GeneratedRegex(SecretPattern, RegexOptions.Multiline)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\$\(([A-Za-z0-9_]+)\)")]
    private static partial Regex Part();
}
