using System.Text.RegularExpressions;
using k8s.Models;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>The configuration of Kubernetes extensions matches the services.</summary>
static partial class ExtensionRules
{
    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("Routes lead each gRPC service to its own pods", manifests =>
            from route in manifests.Of<GrpcRoute>()
            let led = from rule in route.Spec.Rules
                      from match in rule.Matches
                      from backend in rule.BackendRefs
                      where match.Method.Type == "Exact" && manifests.ServiceNamed(backend.Name)?.Spec.Ports.Any(
                          port => port.Name == "grpc" && port.Port == backend.Port) is true
                      select $"{match.Method.Service} to {backend.Name}"
            let wanted = SettingRules.Schemas.Values.Select(schema => $"{schema.GrpcService} to {schema.Service}")
            where !led.Order().SequenceEqual(wanted.Order())
            select $"GRPCRoute {route.Metadata.Name}: leads {string.Join(", ", led)}"),

        new("The page is led to whole, and nothing else of its pods", manifests =>
            from route in manifests.Of<HttpRoute>()
            where !GatewayRules.OnlyRedirects(route)
            let paths = route.Spec.Rules.SelectMany(rule => rule.Matches).Select(match => match.Path.Value).ToList()
            let wanted = SettingRules.Schemas.Values.Select(schema => $"/{schema.GrpcService}")
                .Concat(["/", "/assets", "/events", "/feed.atom", "/feed.json", "/icon.svg", "/preview", "/share"])
                .Concat([$"/{Dashboard.V1.DashboardService.Descriptor.FullName}"])
            where !paths.Order().SequenceEqual(wanted.Order())
                || route.Spec.Rules.SelectMany(rule => rule.Matches).Any(match => match.Path is { Value: "/", Type: not "Exact" })
            select $"HTTPRoute {route.Metadata.Name}: leads {string.Join(", ", paths)}"),

        new("Routes are for a listener that exists", manifests =>
            from route in GatewayRules.Routes(manifests)
            from parent in route.Parents
            where !manifests.Of<Gateway>().Any(gateway => gateway.Metadata.Name == parent.Name
                && gateway.Spec.Listeners.Any(
                    listener => listener is { Protocol: "HTTPS", Tls: { Mode: "Terminate", CertificateRefs: [_, ..] } }
                    && listener.Name == parent.SectionName))
            select $"{route.Kind} {route.Name}: there is no listener {parent.Name}/{parent.SectionName} with TLS"),

        new("No gateway ends a Watch", manifests =>
            from route in GatewayRules.Routes(manifests)
            where GatewayRules.PolicyOf(manifests, route)?.Timeout.Http.RequestTimeout != "0s"
            select $"{route.Kind} {route.Name}: its calls end after the gateway's own limit"),

        new("Every server is scraped where it has metrics", manifests =>
            from monitor in manifests.Of<ServiceMonitor>()
            from service in manifests.Servers
            where !manifests.Of<V1Service>().Any(one => one.Metadata.Name == service.Name
                && Selectors.Match(monitor.Spec.Selector, one.Metadata.Labels ?? new Dictionary<string, string>())
                && monitor.Spec.Endpoints.Any(
                    endpoint => endpoint.Path == "/metrics"
                    && one.Spec.Ports.Any(port => port.Name == "metrics" && port.Name == endpoint.Port)))
            select $"ServiceMonitor {monitor.Metadata.Name}: does not scrape {service.Name}"),

        new("An alert says how bad it is and what is wrong", manifests =>
            from rules in manifests.Of<PrometheusRule>()
            from rule in rules.Spec.Groups.SelectMany(one => one.Rules)
            where rule.Labels.GetValueOrDefault("severity") is not ("critical" or "warning")
                || string.IsNullOrEmpty(rule.Annotations.GetValueOrDefault("summary"))
            select $"PrometheusRule {rules.Metadata.Name}: {rule.Alert} has no severity, critical or warning, or no summary"),

        // Without the namespace, a second installation would hide an outage; with a fixed one, the rules would fit one installation.
        new("Alerts tell installations apart", manifests =>
            from rules in manifests.Of<PrometheusRule>()
            from rule in rules.Spec.Groups.SelectMany(one => one.Rules)
            where UngroupedOrFixed().IsMatch(rule.Expr)
            select $"PrometheusRule {rules.Metadata.Name}: {rule.Alert} must group by namespace, and name none"),

        new("Prometheus finds its rules and what to scrape", manifests =>
            from manifest in manifests.All
            where manifest.Object is ServiceMonitor or PrometheusRule
                && manifest.Object.Metadata.Labels?.ContainsKey("release") is not true
            select $"{manifest.Name}: has no label release"),

        new("Logs are read by machines, also of the next service", manifests =>
            from server in manifests.Servers
            where server.Setting("Logging__Console__FormatterName") != "json"
            select $"{server}: does not log as JSON"),
    ];

    [GeneratedRegex(@"\b(by|on) \((?!namespace\b)|\bnamespace=")]
    private static partial Regex UngroupedOrFixed();
}
