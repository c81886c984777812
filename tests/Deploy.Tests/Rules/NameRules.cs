using System.Text.RegularExpressions;
using k8s.Models;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>Names and labels that an API server accepts, each once.</summary>
static partial class NameRules
{
    const int MaxLabel = 63;
    const int MaxSubdomain = 253;
    // Kubernetes appends up to eleven characters to the names of pods and jobs.
    const int MaxWorkload = 52;

    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("Names of objects are valid", manifests =>
            from manifest in manifests.All
            let name = manifest.Object.Metadata.Name
            where !(manifest.Object switch
            {
                V1Service => IsIn(ServiceName(), MaxLabel, name),
                V1Deployment or V1StatefulSet or V1CronJob or V1Job => IsIn(DnsLabel(), MaxWorkload, name),
                _ => IsIn(Subdomain(), MaxSubdomain, name),
            })
            select $"{manifest.Name}: must be lowercase letters, digits and hyphens, and not too long"),

        new("Labels are valid", manifests =>
            from labels in Labels(manifests)
            from label in labels.All ?? new Dictionary<string, string>()
            where !IsKey(label.Key) || !IsIn(LabelValue(), MaxLabel, label.Value)
            select $"{labels.Of}: the label {label.Key}={label.Value} is invalid"),

        new("Names in a pod are valid and unique", manifests =>
            from workload in manifests.Workloads
            from names in Names(workload)
            from name in names.All.GroupBy(name => name)
            where name.Count() > 1 || (names.AreLabels && !IsIn(DnsLabel(), MaxLabel, name.Key))
            select $"{workload}: {names.Of} {name.Key} {(name.Count() > 1 ? "is there twice" : "has an invalid name")}"),

        new("Listeners of a gateway are distinct", manifests =>
            from gateway in manifests.Of<Gateway>()
            from twice in gateway.Spec.Listeners.GroupBy(listener => listener.Name)
                .Concat(gateway.Spec.Listeners.GroupBy(listener => $"{listener.Protocol} {listener.Port} {listener.Hostname}"))
            where twice.Count() > 1
            select $"Gateway {gateway.Metadata.Name}: two listeners are {twice.Key}"),
    ];

    static IEnumerable<(string Of, IDictionary<string, string>? All)> Labels(Manifests manifests) =>
    [
        .. manifests.All.Select(manifest => (manifest.Name, manifest.Object.Metadata.Labels)),
        .. manifests.Workloads.Select(workload => ($"{workload}, its pods", workload.Labels)),
        .. manifests.Of<V1Service>().Select(service => ($"Service {service.Metadata.Name}, its selector", service.Spec.Selector)),
    ];

    static IEnumerable<(string Of, bool AreLabels, IEnumerable<string> All)> Names(Workload workload) =>
    [
        ("the volume", true, (workload.Pod.Volumes ?? []).Select(volume => volume.Name).Concat(workload.Claims)),
        ("the container", true, workload.AllContainers.Select(container => container.Name)),
        .. from container in workload.AllContainers
           from names in new (string, bool, IEnumerable<string>)[]
           {
               ($"in {container.Name}, the variable", false, (container.Env ?? []).Select(variable => variable.Name)),
               ($"in {container.Name}, the port", false, (container.Ports ?? []).Select(port => port.Name)),
               ($"in {container.Name}, the mount", false, (container.VolumeMounts ?? []).Select(mount => mount.MountPath)),
           }
           select names,
    ];

    static bool IsIn(Regex syntax, int maxLength, string value) => value.Length <= maxLength && syntax.IsMatch(value);

    static bool IsKey(string key) => key.Split('/') switch
    {
        [var name] => IsIn(LabelName(), MaxLabel, name),
        [var prefix, var name] => IsIn(Subdomain(), MaxSubdomain, prefix) && IsIn(LabelName(), MaxLabel, name),
        _ => false,
    };

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex DnsLabel();

    [GeneratedRegex(@"^[a-z]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?\z")]
    private static partial Regex LabelName();

    [GeneratedRegex(@"^([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?\z")]
    private static partial Regex LabelValue();
}
