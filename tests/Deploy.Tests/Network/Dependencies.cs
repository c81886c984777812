using System.Globalization;
using System.Text.RegularExpressions;
using k8s.Models;

namespace KosovoNato.Deploy.Tests.Network;

/// <summary>The required connections, derived from the addresses in the manifests.</summary>
static partial class Dependencies
{
    // A container beside the caller, which no policy is about.
    const string OwnPod = "127.0.0.1";
    static readonly string[] NameServerProtocols = ["UDP", "TCP"];

    /// <summary>An address in the settings of a workload.</summary>
    public sealed record Address(Workload Caller, string Host, int Port);

    public static IEnumerable<Address> Addresses(Manifests manifests) =>
        from workload in manifests.Workloads
        from container in workload.AllContainers
        from text in (container.Env ?? []).Where(variable => variable.Name.StartsWith("KOSOVONATO_", StringComparison.Ordinal))
            .Select(variable => $"$({variable.Name})")
            .Concat(container.Args ?? [])
        let match = HostAndPort().Match(manifests.Expand(container, text))
        where match.Success && match.Groups["host"].Value != OwnPod
        select new Address(workload, match.Groups["host"].Value, int.Parse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture));

    /// <summary>The addresses for spans. The collector is not in the manifests: a policy of its own selects its pods.</summary>
    static IEnumerable<Address> Collectors(Manifests manifests) =>
        from workload in manifests.Workloads
        from container in workload.AllContainers
        from variable in container.Env ?? []
        where variable.Name.StartsWith("OTEL_EXPORTER_OTLP_", StringComparison.Ordinal)
        let match = HostAndPort().Match(variable.Value ?? "")
        where match.Success
        select new Address(workload, match.Groups["host"].Value, int.Parse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture));

    /// <summary>Whether the host is a Service in the same namespace, or a pod of one: <c>service</c> or <c>pod.service</c>.</summary>
    public static bool IsInside(Manifests manifests, Address address) =>
        address.Host.Split('.', 2) is not [_, var service] || manifests.ServiceNamed(service) is not null;

    public static IEnumerable<AllowedConnection> Of(Manifests manifests)
    {
        var addresses = Addresses(manifests).ToList();
        return
        [
            .. from address in addresses
               where IsInside(manifests, address)
               from target in Targets(manifests, address.Host, address.Port)
               // Sentinels name a server, which is called next.
               from port in manifests.Callable.Single(workload => workload.Name == target.Name) is var called && IsReplicated(called)
                   ? called.Ports.Select(port => port.ContainerPort)
                   : [target.Port]
               select new AllowedConnection(address.Caller.Name, target.Name, "TCP", port),
            .. from address in addresses
               where !IsInside(manifests, address)
               select new AllowedConnection(address.Caller.Name, Outsider.Outside, "TCP", address.Port),
            .. from collector in Collectors(manifests)
               select new AllowedConnection(collector.Caller.Name, Outsider.Collector, "TCP", collector.Port),
            .. Peers(manifests),
            // Callers also have to resolve names.
            .. from caller in addresses.Concat(Collectors(manifests)).Select(address => address.Caller.Name)
                   .Concat(Peers(manifests).Select(peer => peer.From)).Distinct()
               from server in NameServers(manifests)
               from protocol in NameServerProtocols
               select new AllowedConnection(caller, server.Name, protocol, server.Port),
            .. from route in manifests.Of<GrpcRoute>()
               from gateway in route.Spec.ParentRefs
               from backend in route.Spec.Rules.SelectMany(rule => rule.BackendRefs)
               from target in Targets(manifests, backend.Name, backend.Port)
               select new AllowedConnection(Outsider.Gateway(gateway.Name, manifests.Namespace), target.Name, "TCP", target.Port),
            .. from route in manifests.Of<HttpRoute>()
               from gateway in route.Spec.ParentRefs
               from backend in route.Spec.Rules.SelectMany(rule => rule.BackendRefs)
               from target in Targets(manifests, backend.Name, backend.Port)
               select new AllowedConnection(Outsider.Gateway(gateway.Name, manifests.Namespace), target.Name, "TCP", target.Port),
            .. from monitor in manifests.Of<ServiceMonitor>()
               from service in manifests.Of<V1Service>()
               where Selectors.Match(monitor.Spec.Selector, service.Metadata.Labels ?? new Dictionary<string, string>())
               from endpoint in monitor.Spec.Endpoints
               from port in service.Spec.Ports
               where port.Name == endpoint.Port
               from target in Targets(manifests, service.Metadata.Name, port.Port)
               select new AllowedConnection(Outsider.Prometheus, target.Name, "TCP", target.Port),
        ];
    }

    /// <summary>The name servers of the cluster: those that the policies know, and otherwise those of Kubernetes.</summary>
    static IReadOnlyList<(string Name, int Port)> NameServers(Manifests manifests)
    {
        var permitted = Permissions.OfCallers(manifests).Select(connection => connection.To).ToHashSet();
        var pods = Outsider.NameServers.Where(server => permitted.Contains(server.Name)).DefaultIfEmpty(Outsider.NameServers[0]);
        return [.. pods, .. permitted.Contains(Outsider.Node) ? [(Outsider.Node, 53)] : Array.Empty<(string, int)>()];
    }

    /// <summary>
    /// The connections between the nodes of a broker, by its ports for them, and between the servers and sentinels of a replicated store.
    /// </summary>
    static IEnumerable<AllowedConnection> Peers(Manifests manifests) =>
        from workload in manifests.Callable
        from port in workload.Ports
        where port.Name is "epmd" or "clustering" || IsReplicated(workload)
        select new AllowedConnection(workload.Name, workload.Name, "TCP", port.ContainerPort);

    static bool IsReplicated(Workload workload) => workload.Ports.Any(port => port.Name == "sentinel");

    /// <summary>The pods and the pod port behind a port of a Service, or of one pod of it: <c>service</c> or <c>pod.service</c>.</summary>
    public static IEnumerable<(string Name, int Port)> Targets(Manifests manifests, string host, int port)
    {
        var (pod, service) = host.Split('.', 2) is [var first, var rest] ? (first, rest) : (null, host);
        return manifests.ServiceNamed(service) is not { } found ? []
        : from own in found.Spec.Ports
          where own.Port == port
          from workload in manifests.Selected(found)
          where pod is null || workload.Pods.Contains(pod)
          let target = ServicePorts.In(workload, own)
          where target is not null
          select (workload.Name, target.Value);
    }

    // host:port at the beginning, or after the scheme and the user.
    [GeneratedRegex(@"^(?:[a-z]+://(?:[^@/]*@)?)?(?<host>[a-z0-9.-]*[a-z0-9]):(?<port>\d+)(?:[/,]|$)")]
    private static partial Regex HostAndPort();
}
