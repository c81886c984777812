using System.Globalization;
using System.Text.RegularExpressions;
using k8s.Models;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>Bounds that an API server rejects, or with which nothing could proceed.</summary>
static partial class BoundRules
{
    static readonly string[] None = ["0", "0%"];

    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("Requests are within limits", manifests =>
            from workload in manifests.Workloads
            from container in workload.AllContainers
            from limit in container.Resources?.Limits ?? new Dictionary<string, ResourceQuantity>()
            where container.Resources?.Requests?.TryGetValue(limit.Key, out var request) is true
                && request.ToDecimal() > limit.Value.ToDecimal()
            select $"{workload}, container {container.Name}: requests more {limit.Key} than its limit"),

        // Within its request, a pod is not among the first that a node evicts. A rewrite of the file takes as much again.
        new("A store has the memory for its data", manifests =>
            from store in manifests.Workloads
            where store.Component == "store"
            from redis in store.Containers
            where redis.Name == "redis"
            let most = MaxMemory(manifests, store)
            let request = redis.Resources.Requests["memory"].ToInt64()
            let limit = redis.Resources.Limits["memory"].ToInt64()
            where most is null || request < most || limit < 2 * most
            select $"{store}: must request {most >> 20} Mi of memory and be limited to twice as much"),

        new("Only readiness needs several successes", manifests =>
            from workload in manifests.Workloads
            from container in workload.Containers
            from probe in new[] { ("startup", container.StartupProbe), ("liveness", container.LivenessProbe) }
            where probe.Item2?.SuccessThreshold is not (null or 1)
            select $"{workload}, container {container.Name}: the successThreshold of its {probe.Item1} probe must be 1"),

        new("A disruption budget has one bound", manifests =>
            from budget in manifests.Of<V1PodDisruptionBudget>()
            where budget.Spec.MinAvailable is null == budget.Spec.MaxUnavailable is null
            select $"PodDisruptionBudget {budget.Metadata.Name}: must have minAvailable or maxUnavailable"),

        new("Autoscalers have a range", manifests =>
            from scaler in manifests.Of<V2HorizontalPodAutoscaler>()
            where scaler.Spec.MinReplicas is < 1 || (scaler.Spec.MinReplicas ?? 1) > scaler.Spec.MaxReplicas
            select $"HorizontalPodAutoscaler {scaler.Metadata.Name}: {scaler.Spec.MinReplicas} to {scaler.Spec.MaxReplicas} is no range"),

        new("An upgrade can begin", manifests =>
            from deployment in manifests.Of<V1Deployment>()
            let update = deployment.Spec.Strategy?.RollingUpdate
            where None.Contains(update?.MaxSurge?.Value) && None.Contains(update?.MaxUnavailable?.Value)
            select $"Deployment {deployment.Metadata.Name}: maxSurge and maxUnavailable must not both be 0"),
    ];

    /// <summary>The bytes of data that the configuration of a store allows, or null if it names no bound.</summary>
    static long? MaxMemory(Manifests manifests, Workload store) =>
        (from named in SecretKeyReference.ConfigMapsOf(store)
         from map in manifests.Of<V1ConfigMap>()
         where map.Metadata.Name == named.Name
         from text in map.Data.Values
         let match = MaxMemorySetting().Match(text)
         where match.Success
         select (long?)long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) << 20).FirstOrDefault();

    [GeneratedRegex("^maxmemory ([0-9]+)mb$", RegexOptions.Multiline)]
    private static partial Regex MaxMemorySetting();
}
