namespace KosovoNato.Deploy.Tests.Network;

/// <summary>An allowed connection between workloads, given by name, or outsiders, as <see cref="Outsider"/> formats them.</summary>
sealed record AllowedConnection(string From, string To, string Protocol, int Port)
{
    public override string ToString() => $"{From} to {To}, {Protocol} {Port}";
}

/// <summary>Names for endpoints outside of the manifests.</summary>
static class Outsider
{
    public const string Anybody = "anybody";

    /// <summary>Specific addresses outside of the cluster.</summary>
    public const string Outside = "outside";

    /// <summary>Addresses of the node itself, which are link-local.</summary>
    public const string Node = "the node";

    /// <summary>The pods that resolve names: those of Kubernetes, and those of OpenShift. With their ports.</summary>
    public static IReadOnlyList<(string Name, int Port)> NameServers { get; } =
    [
        (Pods("kube-system", new Dictionary<string, string> { ["k8s-app"] = "kube-dns" }), 53),
        (Pods("openshift-dns", new Dictionary<string, string> { ["dns.operator.openshift.io/daemonset-dns"] = "default" }), 5353),
    ];

    /// <summary>The proxies of one gateway. Those of another installation run in the same namespace.</summary>
    public static string Gateway(string name, string space) => Pods("envoy-gateway-system", new Dictionary<string, string>
    {
        ["app.kubernetes.io/component"] = "proxy",
        ["gateway.envoyproxy.io/owning-gateway-name"] = name,
        ["gateway.envoyproxy.io/owning-gateway-namespace"] = space,
    });

    public static string Prometheus { get; } = Pods(
        "monitoring", new Dictionary<string, string> { ["app.kubernetes.io/name"] = "prometheus" });

    public static string Collector { get; } = Pods(
        "monitoring", new Dictionary<string, string> { ["app.kubernetes.io/name"] = "opentelemetry-collector" });

    /// <summary>Pods with these labels in a namespace, or the whole namespace if there are no labels.</summary>
    public static string Pods(string space, IDictionary<string, string> labels) => labels.Count == 0
        ? $"all of {space}"
        : $"{string.Join(", ", labels.Select(label => $"{label.Key}={label.Value}").Order())} in {space}";
}
