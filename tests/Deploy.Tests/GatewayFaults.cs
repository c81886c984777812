using static KosovoNato.Deploy.Tests.InjectedFault;

namespace KosovoNato.Deploy.Tests;

/// <summary>Mistakes in the gateway and its limits.</summary>
static class GatewayFaults
{
    const string Instances = "A gateway has two instances, on machines of their own";
    const string Streams = "A gateway accepts as many streams as the services";
    const string Rates = "A gateway limits the rate of each client";
    const string Clients = "Services count the clients of a gateway, and not the gateway";
    const string WithoutTls = "A listener without TLS only redirects";
    const string Redirection = "A gateway redirects from port 80";
    const string Kubernetes = "/spec/provider/kubernetes";
    const string OnServices = "kind: BackendTrafficPolicy, name: streams";

    public static IEnumerable<InjectedFault> All =>
    [
        new(Instances, "has no second instance", Json("kind: EnvoyProxy", $"{{op: remove, path: {Kubernetes}/envoyDeployment/replicas}}")),
        new(Instances, "has no second instance", Json("kind: Gateway", "{op: remove, path: /spec/infrastructure}")),
        new(Instances, "has no budget", Json("kind: EnvoyProxy", $"{{op: remove, path: {Kubernetes}/envoyPDB}}")),
        new(Instances, "on one machine",
            Json("kind: EnvoyProxy", $"{{op: remove, path: {Kubernetes}/envoyDeployment/pod/topologySpreadConstraints/0}}")),
        new(Instances, "does not see the addresses",
            Json("kind: EnvoyProxy", $"{{op: replace, path: {Kubernetes}/envoyService/externalTrafficPolicy, value: Cluster}}")),

        new(Streams, "accepts 100 streams",
            Json("kind: ClientTrafficPolicy", "{op: replace, path: /spec/http2/maxConcurrentStreams, value: 100}")),
        new(Streams, "accepts 100 streams",
            Json("kind: ClientTrafficPolicy", "{op: replace, path: /spec/targetRefs/0/name, value: services}")),
        new(Streams, "passes on 1024 calls", Json(OnServices, "{op: remove, path: /spec/circuitBreaker}")),

        new(Rates, "GRPCRoute services", Json(OnServices, "{op: remove, path: /spec/rateLimit}")),
        new(Rates, "to 4000 or more", Json(OnServices, "{op: replace, path: /spec/rateLimit/local/rules/0/limit/requests, value: 1000}")),
        new(Rates, "HTTPRoute dashboard: does not limit each client of ::/0",
            Json("kind: BackendTrafficPolicy, name: page",
                "{op: replace, path: /spec/rateLimit/local/rules/1/clientSelectors/0/sourceCIDR/type, value: Exact}")),

        new(Clients, "milestones: trusts 0.0.0.0/0", Env("KOSOVONATO_Listen__TrustedProxies__0", "0.0.0.0/0")),
        new(Clients, "milestones: trusts no proxy", Json(OnMilestones, "{op: remove, path: /spec/template/spec/containers/0/env}")),

        new(WithoutTls, "HTTPRoute dashboard: leads from redirect",
            Json("kind: HTTPRoute, name: dashboard", "{op: replace, path: /spec/parentRefs/0/sectionName, value: redirect}")),
        new(WithoutTls, "HTTPRoute redirect: leads from redirect",
            Json("kind: HTTPRoute, name: redirect",
                "{op: replace, path: /spec/rules/0/filters/0/requestRedirect/scheme, value: http}")),
        new(Redirection, "port 80", Json("kind: Gateway", "{op: replace, path: /spec/listeners/2/port, value: 8080}")),
        new(Redirection, "port 80",
            Json("kind: HTTPRoute, name: redirect", "{op: replace, path: /spec/parentRefs/0/sectionName, value: page}")),
        new("The page knows the address that the gateway gives it", "https://page.example.org",
            Json("kind: Gateway", "{op: replace, path: /spec/listeners/1/hostname, value: page.example.org}")),
    ];
}
