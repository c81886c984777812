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

    public static string NameServer { get; } = Pods("kube-system", new Dictionary<string, string> { ["k8s-app"] = "kube-dns" });

    public static string Gateway { get; } = Pods(
        "envoy-gateway-system", new Dictionary<string, string> { ["app.kubernetes.io/component"] = "proxy" });

    public static string Prometheus { get; } = Pods(
        "monitoring", new Dictionary<string, string> { ["app.kubernetes.io/name"] = "prometheus" });

    public static string Collector { get; } = Pods(
        "monitoring", new Dictionary<string, string> { ["app.kubernetes.io/name"] = "opentelemetry-collector" });

    /// <summary>Pods with these labels in a namespace, or the whole namespace if there are no labels.</summary>
    public static string Pods(string space, IDictionary<string, string> labels) => labels.Count == 0
        ? $"all of {space}"
        : $"{string.Join(", ", labels.Select(label => $"{label.Key}={label.Value}").Order())} in {space}";
}
