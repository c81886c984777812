using k8s.Models;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>Objects are consistent: names, selectors, ports, volumes.</summary>
static class ObjectRules
{
    const int MaxPortName = 15;

    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("Port names fit", manifests =>
            from name in manifests.Workloads.SelectMany(workload => workload.Ports.Select(port => (workload.Name, Port: port.Name)))
                .Concat(manifests.Of<V1Service>().SelectMany(
                    service => service.Spec.Ports.Select(port => (service.Metadata.Name, Port: port.Name))))
            where name.Port is null or "" || name.Port.Length > MaxPortName
                || !name.Port.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            select $"{name.Name}: a port is named \"{name.Port}\""),

        new("Workloads take their own pods and nobody else's", manifests =>
            from workload in manifests.Workloads
            where workload.Selector is not null
            let taken = manifests.Selected(workload.Selector).Select(one => one.Name).ToList()
            where taken is not [var only] || only != workload.Name
            select $"{workload}: takes the pods of {(taken.Count == 0 ? "nobody" : string.Join(", ", taken))}"),

        new("Services lead to the pods of their name", manifests =>
            from service in manifests.Of<V1Service>()
            let selected = manifests.Selected(service).Select(workload => workload.Name).ToList()
            where selected is not [var only] || only != service.Metadata.Name
            select $"Service {service.Metadata.Name}: leads to {(selected.Count == 0 ? "nobody" : string.Join(", ", selected))}"),

        new("Ports of Services exist in their pods", manifests =>
            from service in manifests.Of<V1Service>()
            from port in service.Spec.Ports
            from workload in manifests.Selected(service)
            let target = ServicePorts.In(workload, port)
            where target is null || (service.Spec.ClusterIP == "None" && target != port.Port)
            select target is null
                ? $"Service {service.Metadata.Name}: {workload} has no port {port.TargetPort?.Value}"
                // The name resolves to the pods directly, so ports are not translated.
                : $"Service {service.Metadata.Name}: has no address, so its port {port.Port} must be {target}"),

        new("Services have no address of their own", manifests =>
            from service in manifests.Of<V1Service>()
            where service.Spec.ClusterIP != "None"
            select $"Service {service.Metadata.Name}: would keep all calls of a client on one instance"),

        new("StatefulSets have the Service that they name", manifests =>
            from set in manifests.Of<V1StatefulSet>()
            where manifests.ServiceNamed(set.Spec.ServiceName) is not { Spec.ClusterIP: "None" }
            select $"StatefulSet {set.Metadata.Name}: there is no Service {set.Spec.ServiceName} without an address"),

        new("Mounted volumes exist, and all are mounted", manifests =>
            from workload in manifests.Workloads
            let volumes = (workload.Pod.Volumes ?? []).Select(volume => volume.Name).Concat(workload.Claims).ToList()
            let mounted = workload.AllContainers.SelectMany(container => container.VolumeMounts ?? []).Select(mount => mount.Name)
                .ToHashSet()
            from name in mounted.Except(volumes).Select(name => $"mounts {name}, which does not exist")
                .Concat(volumes.Except(mounted).Select(name => $"does not mount {name}"))
            select $"{workload}: {name}"),

        new("Objects are part of the application", manifests =>
            from manifest in manifests.All
            where manifest.Object is not V1Secret && manifest.Object.Metadata.Labels?.TryGetValue(
                "app.kubernetes.io/part-of", out var part) is not true
            where manifest.Object is not V1ConfigMap
            select $"{manifest.Name}: has no label app.kubernetes.io/part-of"),
    ];
}
