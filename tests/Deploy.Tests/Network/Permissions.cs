using System.Globalization;
using k8s.Models;

namespace KosovoNato.Deploy.Tests.Network;

/// <summary>
/// The connections that the network policies permit. A connection needs the permission of both sides; each side is evaluated separately.
/// </summary>
static class Permissions
{
    const int AnyPort = 0;
    // A longer prefix names a few machines; a shorter one is too broad.
    const int NamedMachines = 24;

    /// <summary>The connections that each workload may open.</summary>
    public static IEnumerable<AllowedConnection> OfCallers(Manifests manifests) =>
        from workload in manifests.Callable
        let policies = Of(manifests, workload, "Egress")
        from connection in policies.Count == 0
            ? [new AllowedConnection(workload.Name, Outsider.Anybody, "TCP", AnyPort)]
            : from policy in policies
              from rule in policy.Spec.Egress ?? []
              from peer in Peers(manifests, rule.To)
              from port in Ports(rule.Ports, manifests, peer)
              select new AllowedConnection(workload.Name, peer, port.Protocol, port.Number)
        select connection;

    /// <summary>The connections that each workload accepts.</summary>
    public static IEnumerable<AllowedConnection> OfCalled(Manifests manifests) =>
        from workload in manifests.Callable
        let policies = Of(manifests, workload, "Ingress")
        from connection in policies.Count == 0
            ? [new AllowedConnection(Outsider.Anybody, workload.Name, "TCP", AnyPort)]
            : from policy in policies
              from rule in policy.Spec.Ingress ?? []
              from peer in Peers(manifests, rule.FromProperty)
              from port in Ports(rule.Ports, manifests, workload.Name)
              select new AllowedConnection(peer, workload.Name, port.Protocol, port.Number)
        select connection;

    static List<V1NetworkPolicy> Of(Manifests manifests, Workload workload, string direction) =>
        [.. manifests.Of<V1NetworkPolicy>().Where(
            policy => policy.Spec.PolicyTypes.Contains(direction)
            && manifests.Selected(policy.Spec.PodSelector ?? new()).Contains(workload))];

    static IEnumerable<string> Peers(Manifests manifests, IList<V1NetworkPolicyPeer>? peers) => peers is not { Count: > 0 }
        ? [Outsider.Anybody]
        : peers.SelectMany(peer => Peers(manifests, peer));

    static IEnumerable<string> Peers(Manifests manifests, V1NetworkPolicyPeer peer)
    {
        if (peer.IpBlock is { } block)
        {
            if (block.Cidr.StartsWith("169.254.", StringComparison.Ordinal) && block.Cidr.EndsWith("/32", StringComparison.Ordinal))
            {
                return [Outsider.Node];
            }

            var length = int.Parse(block.Cidr.AsSpan(block.Cidr.IndexOf('/', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
            return [length >= NamedMachines ? Outsider.Outside : Outsider.Anybody];
        }

        if (peer.NamespaceSelector is not { } spaces)
        {
            return manifests.Selected(peer.PodSelector).Select(workload => workload.Name);
        }

        if (spaces.MatchLabels is not { Count: > 0 } labels || !labels.TryGetValue("kubernetes.io/metadata.name", out var space))
        {
            return [Outsider.Anybody];
        }

        return [Outsider.Pods(space, peer.PodSelector?.MatchLabels ?? new Dictionary<string, string>())];
    }

    static IEnumerable<(string Protocol, int Number)> Ports(IList<V1NetworkPolicyPort>? ports, Manifests manifests, string called) =>
        ports is not { Count: > 0 }
        ? [("TCP", AnyPort)]
        : ports.Select(port => (port.Protocol ?? "TCP", Number(port.Port?.Value, manifests, called)));

    static int Number(string? port, Manifests manifests, string called) =>
        port is null ? AnyPort
        : int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : manifests.Callable.Single(workload => workload.Name == called).Ports.Single(own => own.Name == port).ContainerPort;
}
