using System.Globalization;
using KosovoNato.Serving.Transport;
using k8s.Models;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>Probes and shutdown of containers.</summary>
static class ProbeRules
{
    // The service names of grpc.health.v1 that the services support.
    const string Alive = "liveness";
    const string Ready = "readiness";

    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("What runs is probed at its start, alive and ready", manifests =>
            from workload in manifests.Workloads
            where workload.Kind is not (V1Job.KubeKind or V1CronJob.KubeKind)
            from container in workload.Containers
            from probe in new[] { ("startup", container.StartupProbe), ("liveness", container.LivenessProbe),
                ("readiness", container.ReadinessProbe) }
            where probe.Item2 is null
            select $"{workload}, container {container.Name}: has no {probe.Item1} probe"),

        new("Services are asked by gRPC, and those with TLS where they have none", manifests =>
            from service in manifests.Servers
            from container in service.Containers
            from violation in new[]
            {
                OfService(service, container, "startup", container.StartupProbe, Alive),
                OfService(service, container, "liveness", container.LivenessProbe, Alive),
                OfService(service, container, "readiness", container.ReadinessProbe, Ready),
            }
            where violation is not null
            select $"{service}: {violation}"),

        new("Probes ask ports that exist", manifests =>
            from workload in manifests.Workloads
            from container in workload.Containers
            from probe in new[] { container.StartupProbe, container.LivenessProbe, container.ReadinessProbe }
            let port = probe?.TcpSocket?.Port ?? probe?.HttpGet?.Port
            where port is not null && !(container.Ports ?? []).Any(
                own => own.Name == port.Value || own.ContainerPort.ToString(CultureInfo.InvariantCulture) == port.Value)
            select $"{workload}, container {container.Name}: asks port {port.Value}"),

        new("An instance stops after it is sent nobody any more, and in time", manifests =>
            from service in manifests.Servers
            from container in service.Containers
            let pause = container.Lifecycle?.PreStop?.Sleep?.Seconds ?? 0
            let stop = TimeSpan.TryParse(service.Setting("KOSOVONATO_Listen__ShutdownTimeout"), CultureInfo.InvariantCulture, out var set)
                ? set
                : new ListenerOptions().ShutdownTimeout
            from violation in new[]
            {
                pause < 1 ? "has no pause before it stops" : null,
                (service.Pod.TerminationGracePeriodSeconds ?? 30) <= pause + stop.TotalSeconds ? "is killed before it has stopped" : null,
            }
            where violation is not null
            select $"{service}: {violation}"),
    ];

    static string? OfService(Workload service, V1Container container, string which, V1Probe? probe, string health) =>
        Tls.Listens(service) ? OfServiceWithTls(which, probe, health)
        : probe?.Grpc is not { } grpc ? $"its {which} probe is not by gRPC"
        : grpc.Service != health ? $"its {which} probe asks for \"{grpc.Service}\""
        : !(container.Ports ?? []).Any(port => port.Name == "grpc" && port.ContainerPort == grpc.Port)
            ? $"its {which} probe asks port {grpc.Port}"
        : null;

    // The kubelet does not support TLS for gRPC probes.
    static string? OfServiceWithTls(string which, V1Probe? probe, string health) =>
        probe?.HttpGet is not { Scheme: null or "HTTP" } http ? $"its {which} probe is not by HTTP"
        : http.Path != (health == Alive ? "/health/live" : "/health/ready") ? $"its {which} probe asks for {http.Path}"
        : http.Port.Value != "metrics" ? $"its {which} probe asks port {http.Port.Value}"
        : null;
}
