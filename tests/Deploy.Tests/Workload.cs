using k8s;
using k8s.Models;

namespace KosovoNato.Deploy.Tests;

/// <summary>An object that creates pods.</summary>
/// <param name="Object">The Deployment, StatefulSet, Job or CronJob.</param>
/// <param name="Selector">The selector of its pods; a Job selects by a label that Kubernetes generates.</param>
/// <param name="Template">The template of its pods.</param>
/// <param name="Claims">The volume claims of each pod.</param>
sealed record Workload(
    IKubernetesObject<V1ObjectMeta> Object, V1LabelSelector? Selector, V1PodTemplateSpec Template, IReadOnlyList<string> Claims)
{
    public string Name => Object.Metadata.Name;

    public string Kind => Object.Kind;

    public IDictionary<string, string> Labels => Template.Metadata?.Labels ?? new Dictionary<string, string>();

    public string Component => Labels.TryGetValue("app.kubernetes.io/component", out var component) ? component : "";

    public V1PodSpec Pod => Template.Spec;

    /// <summary>The main containers; <see cref="AllContainers"/> also has the init containers.</summary>
    public IList<V1Container> Containers => Pod.Containers;

    public IEnumerable<V1Container> AllContainers => [.. Pod.InitContainers ?? [], .. Pod.Containers];

    public IEnumerable<V1ContainerPort> Ports => Containers.SelectMany(container => container.Ports ?? []);

    /// <summary>The literal value of a setting, or null if it is missing or comes from elsewhere.</summary>
    public string? Setting(string name) => Settings.FirstOrDefault(variable => variable.Name == name)?.Value;

    /// <summary>The variables of the containers. A composed value has those of its parts that are in the manifest.</summary>
    public IEnumerable<V1EnvVar> Settings => Containers.SelectMany(SettingsOf);

    /// <summary>The names of the pods of a StatefulSet.</summary>
    public IEnumerable<string> Pods => Object is V1StatefulSet set
        ? Enumerable.Range(0, set.Spec.Replicas ?? 1).Select(ordinal => $"{Name}-{ordinal}")
        : [];

    /// <summary>The variables of one container, composed like <see cref="Settings"/>.</summary>
    public static IEnumerable<V1EnvVar> SettingsOf(V1Container container) =>
        from variable in container.Env ?? []
        select new V1EnvVar
        {
            Name = variable.Name,
            ValueFrom = variable.ValueFrom,
            Value = container.Env!.Where(part => part.Value is not null).Aggregate(variable.Value, (value, part) =>
                value?.Replace($"$({part.Name})", part.Value, StringComparison.Ordinal)!),
        };

    public override string ToString() => $"{Kind} {Name}";

    public static Workload? In(IKubernetesObject<V1ObjectMeta> manifest) => manifest switch
    {
        V1Deployment deployment => new(deployment, deployment.Spec.Selector, deployment.Spec.Template, []),
        V1StatefulSet set => new(
            set, set.Spec.Selector, set.Spec.Template, [.. (set.Spec.VolumeClaimTemplates ?? []).Select(claim => claim.Metadata.Name)]),
        V1Job job => new(job, null, job.Spec.Template, []),
        V1CronJob job => new(job, null, job.Spec.JobTemplate.Spec.Template, []),
        _ => null,
    };
}
