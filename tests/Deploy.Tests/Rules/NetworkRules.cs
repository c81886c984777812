using k8s.Models;
using KosovoNato.Deploy.Tests.Network;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>
/// The network policies allow exactly the required connections. Each side has its own policy, so each side is checked separately.
/// </summary>
static class NetworkRules
{
    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("Who is not named talks to nobody", manifests =>
            manifests.Of<V1NetworkPolicy>().Any(IsForNobody)
                ? []
                : ["NetworkPolicy nobody: there is none that takes all pods and permits nothing"]),

        new("Addresses are those of Services", manifests =>
            from address in Dependencies.Addresses(manifests)
            where Dependencies.IsInside(manifests, address) && !Dependencies.Targets(manifests, address.Host, address.Port).Any()
            select $"{address.Caller}: {address.Host}:{address.Port} is no Service with pods"),

        new("Callers may call whom they are told of, and nobody else", manifests =>
            Differences(Permissions.OfCallers(manifests), manifests.Callable, Dependencies.Of(manifests), connection => connection.From)),

        new("Who is called lets in those who are told of it, and nobody else", manifests =>
            Differences(Permissions.OfCalled(manifests), manifests.Callable, Dependencies.Of(manifests), connection => connection.To)),

        new("Network policies name pods that exist", manifests =>
            from policy in manifests.Of<V1NetworkPolicy>()
            from selector in SelectorsOf(policy)
            where !Selectors.IsEmpty(selector) && !manifests.Selected(selector).Any()
            select $"NetworkPolicy {policy.Metadata.Name}: names pods that do not exist"),
    ];

    /// <param name="side">The workload whose permission is checked; connections of other workloads are ignored.</param>
    static IEnumerable<string> Differences(
        IEnumerable<AllowedConnection> permitted, IReadOnlyList<Workload> workloads, IEnumerable<AllowedConnection> needed,
        Func<AllowedConnection, string> side)
    {
        var names = workloads.Select(workload => workload.Name).ToHashSet();
        var may = permitted.ToHashSet();
        var must = needed.Where(connection => names.Contains(side(connection))).ToHashSet();
        return may.Except(must).Select(connection => $"{connection}: is permitted, and nobody needs it")
            .Concat(must.Except(may).Select(connection => $"{connection}: is needed, and not permitted"));
    }

    static bool IsForNobody(V1NetworkPolicy policy) =>
        Selectors.IsEmpty(policy.Spec.PodSelector ?? new()) && policy.Spec is { Ingress: null or [], Egress: null or [] }
        && policy.Spec.PolicyTypes.Contains("Ingress") && policy.Spec.PolicyTypes.Contains("Egress");

    static IEnumerable<V1LabelSelector> SelectorsOf(V1NetworkPolicy policy) =>
        (policy.Spec.Ingress ?? []).SelectMany(rule => rule.FromProperty ?? [])
            .Concat((policy.Spec.Egress ?? []).SelectMany(rule => rule.To ?? []))
            .Where(peer => peer is { NamespaceSelector: null, PodSelector: not null })
            .Select(peer => peer.PodSelector)
            .Append(policy.Spec.PodSelector ?? new());
}
