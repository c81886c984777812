using k8s.Models;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>Recorded facts and backups outlive the objects that use them.</summary>
static class DataRules
{
    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("Deleting the manifests deletes no data", manifests =>
            from manifest in manifests.All
            where manifest.Object is V1Namespace or V1PersistentVolumeClaim or V1PersistentVolume
            select $"{manifest.Name}: kubectl delete -k would delete data with it; move it to deploy/permanent"),

        new("Claims that pods name are permanent", manifests =>
            from workload in manifests.Workloads
            from volume in workload.Pod.Volumes ?? []
            let claim = volume.PersistentVolumeClaim?.ClaimName
            where claim is not null && !Permanent.Has<V1PersistentVolumeClaim>(claim)
            select $"{workload}: deploy/permanent has no claim {claim}"),

        // BrokerRules has the rules for a broker of several nodes.
        new("A store is one server, or three with sentinels, and its data outlive it", manifests =>
            from workload in manifests.Workloads
            let set = workload.Object as V1StatefulSet
            where set is not null
            let servers = workload.Containers.Any(container => container.Name == "sentinel") ? 3 : 1
            where set.Spec is not { PersistentVolumeClaimRetentionPolicy: { WhenDeleted: "Retain", WhenScaled: "Retain" },
                VolumeClaimTemplates: [_, ..] } || (set.Spec.Replicas != servers && workload.Component != "broker")
            select $"StatefulSet {set.Metadata.Name}: has other than {servers} pods, or loses its volume"),
    ];
}
