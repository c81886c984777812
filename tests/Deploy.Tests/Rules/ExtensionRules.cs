using k8s.Models;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>That what extensions of Kubernetes are told to do fits the services.</summary>
static class ExtensionRules
{
    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("Routes lead each gRPC service to its own pods", manifests =>
            from route in manifests.Of<GrpcRoute>()
            let led = from rule in route.Spec.Rules
                      from match in rule.Matches
                      from backend in rule.BackendRefs
                      where match.Method.Type == "Exact" && manifests.ServiceNamed(backend.Name)?.Spec.Ports.Any(port => port.Name == "grpc" && port.Port == backend.Port) is true
                      select $"{match.Method.Service} to {backend.Name}"
            let wanted = SettingRules.Schemas.Values.Select(schema => $"{schema.GrpcService} to {schema.Service}")
            where !led.Order().SequenceEqual(wanted.Order())
            select $"GRPCRoute {route.Metadata.Name}: leads {string.Join(", ", led)}"),

        new("Routes are for a listener that exists", manifests =>
            from route in manifests.Of<GrpcRoute>()
            from parent in route.Spec.ParentRefs
            where !manifests.Of<Gateway>().Any(gateway => gateway.Metadata.Name == parent.Name
                && gateway.Spec.Listeners.Any(listener => listener is { Protocol: "HTTPS", Tls: { Mode: "Terminate", CertificateRefs: [_, ..] } } && listener.Name == parent.SectionName))
            select $"GRPCRoute {route.Metadata.Name}: there is no listener {parent.Name}/{parent.SectionName} with TLS"),

        new("No gateway ends a Watch", manifests =>
            from route in manifests.Of<GrpcRoute>()
            where !manifests.Of<BackendTrafficPolicy>().Any(policy => policy.Spec.Timeout.Http.RequestTimeout == "0s"
                && policy.Spec.TargetRefs.Any(target => target.Kind == route.Kind && target.Name == route.Metadata.Name))
            select $"GRPCRoute {route.Metadata.Name}: its calls end after the gateway's own limit"),

        new("Every service is scraped where it has metrics", manifests =>
            from monitor in manifests.Of<ServiceMonitor>()
            from service in manifests.Services
            where !manifests.Of<V1Service>().Any(one => one.Metadata.Name == service.Name
                && Selectors.Match(monitor.Spec.Selector, one.Metadata.Labels ?? new Dictionary<string, string>())
                && monitor.Spec.Endpoints.Any(endpoint => endpoint.Path == "/metrics" && one.Spec.Ports.Any(port => port.Name == "http" && port.Name == endpoint.Port)))
            select $"ServiceMonitor {monitor.Metadata.Name}: does not scrape {service.Name}"),
    ];
}
