using k8s.Models;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>A compromised process has as few rights as possible.</summary>
static class HardeningRules
{
    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        // An object of the whole cluster would belong to every installation in it, and be deleted with the first of them.
        new("Everything is in the one namespace", manifests =>
            from manifest in manifests.All
            let space = manifest.Object.Metadata.NamespaceProperty ?? "default"
            where space != manifests.Namespace
            select $"{manifest.Name}: is in the namespace {space}"),

        new("Pods have an account of their own, without a token", manifests =>
            from workload in manifests.Workloads
            let account = manifests.Of<V1ServiceAccount>()
                .SingleOrDefault(account => account.Metadata.Name == workload.Pod.ServiceAccountName)
            where workload.Pod.ServiceAccountName != workload.Name || account?.AutomountServiceAccountToken is not false
            select $"{workload}: its account is {workload.Pod.ServiceAccountName ?? "default"}"),

        new("Pods run as nobody", manifests =>
            from workload in manifests.Workloads
            from violation in OfPod(workload.Pod)
            select $"{workload}: {violation}"),

        new("Containers can change nothing", manifests =>
            from workload in manifests.Workloads
            from container in workload.AllContainers
            from violation in OfContainer(container)
            select $"{workload}, container {container.Name}: {violation}"),

        new("Containers say what they need", manifests =>
            from workload in manifests.Workloads
            from container in workload.AllContainers
            from violation in OfResources(container.Resources)
            select $"{workload}, container {container.Name}: {violation}"),
    ];

    static IEnumerable<string> OfPod(V1PodSpec pod)
    {
        var security = pod.SecurityContext;
        (bool Holds, string Otherwise)[] wanted =
        [
            (security?.RunAsNonRoot is true, "may run as root"),
            (security?.RunAsUser is > 0, "has no user"),
            (security?.SeccompProfile?.Type == "RuntimeDefault", "may make every system call"),
            (pod.AutomountServiceAccountToken is false, "gets a token of the API server"),
            (pod.EnableServiceLinks is false, "gets the addresses of all Services as variables"),
            (pod.HostNetwork is not true && pod.HostPID is not true && pod.HostIPC is not true, "shares namespaces with its node"),
            ((pod.Volumes ?? []).All(volume => volume.HostPath is null), "mounts a folder of its node"),
        ];
        return wanted.Where(one => !one.Holds).Select(one => one.Otherwise);
    }

    static IEnumerable<string> OfContainer(V1Container container)
    {
        var security = container.SecurityContext;
        (bool Holds, string Otherwise)[] wanted =
        [
            (security?.ReadOnlyRootFilesystem is true, "may write into its image"),
            (security?.AllowPrivilegeEscalation is false, "may get more rights"),
            (security?.Privileged is not true, "is privileged"),
            (security?.Capabilities is { Add: null or [], Drop: ["ALL"] }, "has capabilities"),
            (security?.RunAsUser is null or > 0 && security?.RunAsNonRoot is not false, "may run as root after all"),
            (security?.SeccompProfile?.Type is null or "RuntimeDefault", "may make every system call after all"),
            ((container.Ports ?? []).All(port => port.HostPort is null), "takes a port of its node"),
        ];
        return wanted.Where(one => !one.Holds).Select(one => one.Otherwise);
    }

    static IEnumerable<string> OfResources(V1ResourceRequirements? resources)
    {
        (bool Holds, string Otherwise)[] wanted =
        [
            (resources?.Requests?.ContainsKey("cpu") is true, "requests no CPU"),
            (resources?.Requests?.ContainsKey("memory") is true, "requests no memory"),
            (resources?.Limits?.ContainsKey("memory") is true, "has no limit on memory"),
            (resources?.Limits?.ContainsKey("cpu") is not true, "is slowed down by a limit on CPU"),
        ];
        return wanted.Where(one => !one.Holds).Select(one => one.Otherwise);
    }
}
