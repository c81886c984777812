using k8s.Models;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>A service stays available during upgrades, maintenance and load.</summary>
static class RolloutRules
{
    static readonly string[] Topology = ["kubernetes.io/hostname", "topology.kubernetes.io/zone"];

    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("An upgrade has a new instance before an old one goes", manifests =>
            from service in manifests.Servers
            let update = ((V1Deployment)service.Object).Spec.Strategy
            where update?.Type is not (null or "RollingUpdate") || update?.RollingUpdate?.MaxUnavailable?.Value != "0"
            select $"{service}: an upgrade may take instances away"),

        new("Maintenance takes one instance of each service at a time", manifests =>
            from service in manifests.Servers
            let budgets = manifests.Of<V1PodDisruptionBudget>().Where(budget => manifests.Selected(budget.Spec.Selector).Contains(service))
                .ToList()
            where budgets is not [{ Spec.MaxUnavailable.Value: "1" }]
            select $"{service}: has {budgets.Count} budgets, and not one that lets one instance go"),

        new("A disruption budget is for the pods of one workload", manifests =>
            from budget in manifests.Of<V1PodDisruptionBudget>()
            let selected = manifests.Selected(budget.Spec.Selector).Select(workload => workload.Name).ToList()
            where selected.Count != 1
            select $"PodDisruptionBudget {budget.Metadata.Name}: is for {(selected.Count == 0 ? "no pod" : string.Join(", ", selected))}"),

        new("Instances are spread over nodes and zones", manifests =>
            from service in manifests.Servers
            from key in Topology
            where !(service.Pod.TopologySpreadConstraints ?? []).Any(spread => spread.TopologyKey == key && IsOwn(spread, service))
            select $"{service}: is not spread over {key}"),

        // A lost node takes the writes of one service, not of all.
        new("Stores are spread over nodes and zones", manifests =>
            from store in manifests.Workloads
            where store.Component == "store"
            from key in Topology
            where !(store.Pod.TopologySpreadConstraints ?? []).Any(
                spread => spread.TopologyKey == key && spread.LabelSelector is { } selector && Selectors.Match(selector, store.Labels)
                && manifests.Selected(selector).All(other => other.Component == "store"))
            select $"{store}: is not spread over {key}"),

        new("On a full node, stores and broker stay longest", manifests =>
            from workload in manifests.Workloads
            where workload.Kind is V1StatefulSet.KubeKind or V1Deployment.KubeKind
                && manifests.Workloads.Any(other => other.Pod.PriorityClassName is not null)
            let wanted = workload.Kind == V1StatefulSet.KubeKind ? "kosovonato-store" : "kosovonato-service"
            where workload.Pod.PriorityClassName != wanted || !Permanent.Has<V1PriorityClass>(wanted)
            select $"{workload}: has the priority {workload.Pod.PriorityClassName ?? "0"}"),

        new("A number of instances is set in one place", manifests =>
            from deployment in manifests.Of<V1Deployment>()
            let scalers = manifests.Of<V2HorizontalPodAutoscaler>()
                .Count(scaler => scaler.Spec.ScaleTargetRef is { Kind: V1Deployment.KubeKind } target
                    && target.Name == deployment.Metadata.Name)
            where (deployment.Spec.Replicas is null ? 0 : 1) + scalers != 1
            select $"Deployment {deployment.Metadata.Name}: has {(deployment.Spec.Replicas is null ? "no" : "a")} number, and "
            + $"{scalers} autoscalers"),

        new("Autoscalers scale what exists", manifests =>
            from scaler in manifests.Of<V2HorizontalPodAutoscaler>()
            where !manifests.Workloads.Any(
                workload => workload.Kind == scaler.Spec.ScaleTargetRef.Kind && workload.Name == scaler.Spec.ScaleTargetRef.Name)
            select $"HorizontalPodAutoscaler {scaler.Metadata.Name}: scales {scaler.Spec.ScaleTargetRef.Name}"),

        // A Job cannot be changed, and a tool that keeps the cluster in sync would run it again after its deletion.
        new("Applying starts no job", manifests =>
            (from job in manifests.Of<V1Job>()
             select $"Job {job.Metadata.Name}: must be a suspended CronJob, from which operators create jobs")
            .Concat(
                from job in manifests.Of<V1CronJob>()
                where job.Metadata.Labels?.TryGetValue("app.kubernetes.io/component", out var component) is true
                    && component is "seeder" or "restore" or "backup-files" && job.Spec.Suspend is not true
                select $"CronJob {job.Metadata.Name}: is not suspended")),
    ];

    /// <summary>Whether the constraint counts only instances of the same service, not those of all services.</summary>
    static bool IsOwn(V1TopologySpreadConstraint spread, Workload service) =>
        spread.LabelSelector is { } selector && Selectors.Match(selector, service.Labels)
        && (selector.MatchLabels?.ContainsKey("app.kubernetes.io/name") is true
            || spread.MatchLabelKeys?.Contains("app.kubernetes.io/name") is true);
}
