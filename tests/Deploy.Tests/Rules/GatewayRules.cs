using KosovoNato.Serving.Access;
using KosovoNato.Serving.Transport;
using KosovoNato.Serving.Watch;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>The gateway survives the loss of a machine, and its limits match those of the services.</summary>
static class GatewayRules
{
    static readonly string[] AllAddresses = ["0.0.0.0/0", "::/0"];

    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("A gateway has two instances, on machines of their own", manifests =>
            from gateway in manifests.Of<Gateway>()
            from violation in OfProxy(manifests.Of<EnvoyProxy>().SingleOrDefault(
                proxy => gateway.Spec.Infrastructure.ParametersRef is { Group: "gateway.envoyproxy.io", Kind: "EnvoyProxy" } parameters
                    && parameters.Name == proxy.Metadata.Name)?.Spec.Provider.Kubernetes ?? new())
            select $"Gateway {gateway.Metadata.Name}: {violation}"),

        new("A gateway accepts as many streams as the services", manifests =>
            (from gateway in manifests.Of<Gateway>()
             let streams = manifests.Of<ClientTrafficPolicy>().SingleOrDefault(policy => policy.Spec.TargetRefs.Any(
                 target => target.Kind == gateway.Kind && target.Name == gateway.Metadata.Name))?.Spec.Http2.MaxConcurrentStreams
             where streams != KestrelEndpoints.MaxStreamsPerConnection
             select $"Gateway {gateway.Metadata.Name}: accepts {streams ?? 100} streams of a connection, the services "
             + $"{KestrelEndpoints.MaxStreamsPerConnection}")
            .Concat(
                from route in Routes(manifests)
                where route.Kind == "GRPCRoute"
                let calls = (PolicyOf(manifests, route) ?? new()).CircuitBreaker.MaxParallelRequests
                where calls < new WatchServerOptions().MaxStreams
                select $"GRPCRoute {route.Name}: passes on {calls} calls at a time, and an instance accepts "
                + $"{new WatchServerOptions().MaxStreams}")),

        new("A gateway limits the rate of each client", manifests =>
            from route in Routes(manifests)
            let rules = (PolicyOf(manifests, route) ?? new()).RateLimit is { Type: "Local" } rate ? rate.Local.Rules : []
            // A slower gateway would reject callers before the services can tell them how long to wait.
            let least = route.Kind == "GRPCRoute" ? 2 * RateLimitOptions.DefaultCallsPerSecond : 1
            from addresses in AllAddresses
            where !rules.Any(rule => rule.Limit.Requests >= least && rule.Limit.Unit == "Second"
                && rule.ClientSelectors is [{ SourceCidr: { Type: "Distinct" } source }] && source.Value == addresses)
            select $"{route.Kind} {route.Name}: does not limit each client of {addresses} to {least} or more calls per second"),

        new("Services count the clients of a gateway, and not the gateway", manifests =>
            from service in manifests.Services
            where manifests.Of<Gateway>().Any()
            let trusted = service.Settings.Where(
                variable => variable.Name.StartsWith("KOSOVONATO_Listen__TrustedProxies__", StringComparison.Ordinal)).ToList()
            from violation in trusted.Where(proxy => !ClientAddress.TryParse(proxy.Value, out _)).Select(proxy => $"trusts {proxy.Value}")
                .Concat(trusted.Count == 0 ? ["trusts no proxy"] : [])
            select $"{service}: {violation}"),

        new("A listener without TLS only redirects", manifests =>
            from route in manifests.Of<HttpRoute>()
            where !OnlyRedirects(route)
            from parent in route.Spec.ParentRefs
            where ListenerOf(manifests, parent) is { Protocol: "HTTP" }
            select $"HTTPRoute {route.Metadata.Name}: leads from {parent.SectionName} to more than a redirection to https"),

        new("A gateway redirects from port 80", manifests =>
            from gateway in manifests.Of<Gateway>()
            where !manifests.Of<HttpRoute>().Any(route => OnlyRedirects(route) && route.Spec.ParentRefs.Any(
                parent => ListenerOf(manifests, parent) is { Protocol: "HTTP", Port: 80, Hostname: "" }))
            select $"Gateway {gateway.Metadata.Name}: does not answer on port 80"),

        // Otherwise feeds and previews of links have addresses that nobody reaches.
        new("The page knows the address that the gateway gives it", manifests =>
            from route in manifests.Of<HttpRoute>()
            from parent in route.Spec.ParentRefs
            from page in manifests.Workloads
            where route.Spec.Rules.SelectMany(rule => rule.BackendRefs).Any(called => called.Name == page.Name)
            let wanted = $"https://{ListenerOf(manifests, parent)?.Hostname}"
            where page.Setting("KOSOVONATO_Dashboard__PublicAddress") != wanted
            select $"{page}: its address is {page.Setting("KOSOVONATO_Dashboard__PublicAddress") ?? "unknown"} and not {wanted}"),
    ];

    /// <summary>The routes to pods, without the one that redirects.</summary>
    public static IEnumerable<(string Kind, string Name, List<Reference> Parents)> Routes(Manifests manifests) =>
        manifests.Of<GrpcRoute>().Select(route => (route.Kind, route.Metadata.Name, route.Spec.ParentRefs))
            .Concat(manifests.Of<HttpRoute>().Where(route => !OnlyRedirects(route))
                .Select(route => (route.Kind, route.Metadata.Name, route.Spec.ParentRefs)));

    /// <summary>
    /// The traffic policy of a route; null if there is none, or more than one, of which Envoy Gateway would use the oldest.
    /// </summary>
    public static BackendTrafficPolicySpec? PolicyOf(Manifests manifests, (string Kind, string Name, List<Reference> Parents) route) =>
        manifests.Of<BackendTrafficPolicy>().Where(policy => policy.Spec.TargetRefs.Any(
            target => target.Kind == route.Kind && target.Name == route.Name)).ToList() is [var only]
            ? only.Spec
            : null;

    /// <summary>Whether every call of a route is redirected to https.</summary>
    public static bool OnlyRedirects(HttpRoute route) => route.Spec.Rules.All(rule =>
        rule is { BackendRefs: [], Filters: [{ Type: "RequestRedirect", RequestRedirect: { Scheme: "https", StatusCode: 301 } }] });

    static GatewayListener? ListenerOf(Manifests manifests, Reference parent) =>
        manifests.Of<Gateway>().SingleOrDefault(gateway => gateway.Metadata.Name == parent.Name)?
            .Spec.Listeners.FirstOrDefault(listener => listener.Name == parent.SectionName);

    static IEnumerable<string> OfProxy(EnvoyKubernetes proxy)
    {
        (bool Holds, string Otherwise)[] wanted =
        [
            (proxy.EnvoyDeployment.Replicas >= 2, "has no second instance"),
            (proxy.EnvoyPdb.MaxUnavailable == 1, "has no budget that lets one instance go at a time"),
            (proxy.EnvoyDeployment.Pod.TopologySpreadConstraints.Any(spread => spread.TopologyKey == "kubernetes.io/hostname"),
                "may have both instances on one machine"),
            (proxy.EnvoyService.ExternalTrafficPolicy == "Local", "does not see the addresses of its clients"),
        ];
        return wanted.Where(one => !one.Holds).Select(one => one.Otherwise);
    }
}
