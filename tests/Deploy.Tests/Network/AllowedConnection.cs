namespace KosovoNato.Deploy.Tests.Network;

/// <summary>Somebody calls somebody: workloads by their names, others as <see cref="Outsider"/> writes them.</summary>
sealed record AllowedConnection(string From, string To, string Protocol, int Port)
{
    public override string ToString() => $"{From} to {To}, {Protocol} {Port}";
}

/// <summary>Who is not among the manifests.</summary>
static class Outsider
{
    public const string Anybody = "anybody";

    /// <summary>Named addresses outside of the cluster.</summary>
    public const string Outside = "outside";

    public static string NameServer { get; } = Pods("kube-system", new Dictionary<string, string> { ["k8s-app"] = "kube-dns" });

    public static string Gateway { get; } = Pods(
        "envoy-gateway-system", new Dictionary<string, string> { ["app.kubernetes.io/component"] = "proxy" });

    public static string Prometheus { get; } = Pods(
        "monitoring", new Dictionary<string, string> { ["app.kubernetes.io/name"] = "prometheus" });

    public static string Collector { get; } = Pods(
        "monitoring", new Dictionary<string, string> { ["app.kubernetes.io/name"] = "opentelemetry-collector" });

    /// <summary>Pods with these labels in a namespace; all of it, if there are none.</summary>
    public static string Pods(string space, IDictionary<string, string> labels) => labels.Count == 0
        ? $"all of {space}"
        : $"{string.Join(", ", labels.Select(label => $"{label.Key}={label.Value}").Order())} in {space}";
}
