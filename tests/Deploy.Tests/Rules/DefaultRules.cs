using k8s.Models;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>
/// Defaults of the API server are written out where their absence counts as a difference: in entries of lists, which are compared as a
/// whole, and in a strategy, whose fields exclude each other.
/// </summary>
static class DefaultRules
{
    static readonly string[] OfRemoteRef = ["conversionStrategy", "decodingStrategy", "metadataPolicy"];

    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("Deployments name the type of their strategy", manifests =>
            from deployment in manifests.Of<V1Deployment>()
            where deployment.Spec.Strategy?.Type is null
            select $"Deployment {deployment.Metadata.Name}: its strategy has no type"),

        new("Claims of StatefulSets are written as they are stored", manifests =>
            from set in manifests.Of<V1StatefulSet>()
            from claim in set.Spec.VolumeClaimTemplates ?? []
            where claim is not { ApiVersion: "v1", Kind: V1PersistentVolumeClaim.KubeKind, Spec.VolumeMode: not null,
                Status.Phase: "Pending" }
            select $"StatefulSet {set.Metadata.Name}: the claim {claim.Metadata.Name} lacks a default"),

        new("Secrets made from elsewhere name their strategies", manifests =>
            from secret in manifests.Of<ExternalSecret>()
            from item in secret.Spec.Data
            let missing = OfRemoteRef.Except(item.RemoteRef.Keys).ToList()
            where missing.Count > 0
            select $"ExternalSecret {secret.Metadata.Name}: {item.SecretKey} lacks {string.Join(", ", missing)}"),

        new("References of gateways and routes are complete", manifests =>
            from reference in manifests.Of<Gateway>().SelectMany(
                    gateway => gateway.Spec.Listeners.SelectMany(listener => listener.Tls.CertificateRefs)
                        .Select(secret => (Of: $"Gateway {gateway.Metadata.Name}", To: secret, IsBackend: false)))
                .Concat(manifests.Of<GrpcRoute>().SelectMany(route => OfRoute(
                    route, route.Spec.ParentRefs, route.Spec.Rules.SelectMany(rule => rule.BackendRefs))))
                .Concat(manifests.Of<HttpRoute>().SelectMany(route => OfRoute(
                    route, route.Spec.ParentRefs, route.Spec.Rules.SelectMany(rule => rule.BackendRefs))))
            where reference.To.Group is null || reference.To.Kind.Length == 0 || (reference.IsBackend && reference.To.Weight is null)
            select $"{reference.Of}: the reference to {reference.To.Name} lacks its group, kind or weight"),
    ];

    static IEnumerable<(string Of, Reference To, bool IsBackend)> OfRoute<TSpec>(
        Extension<TSpec> route, IEnumerable<Reference> parents, IEnumerable<Reference> backends)
        where TSpec : new() =>
    [
        .. parents.Select(parent => ($"{route.Kind} {route.Metadata.Name}", parent, false)),
        .. backends.Select(backend => ($"{route.Kind} {route.Metadata.Name}", backend, true)),
    ];
}
