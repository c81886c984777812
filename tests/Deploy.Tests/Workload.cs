using k8s;
using k8s.Models;

namespace KosovoNato.Deploy.Tests;

/// <summary>Something that makes pods.</summary>
/// <param name="Object">The Deployment, StatefulSet, Job or CronJob.</param>
/// <param name="Selector">Which pods are its own; a Job chooses by a label that Kubernetes makes.</param>
/// <param name="Template">Its pods.</param>
/// <param name="Claims">The volumes that it claims for each of them.</param>
sealed record Workload(
    IKubernetesObject<V1ObjectMeta> Object, V1LabelSelector? Selector, V1PodTemplateSpec Template, IReadOnlyList<string> Claims)
{
    public string Name => Object.Metadata.Name;

    public string Kind => Object.Kind;

    public IDictionary<string, string> Labels => Template.Metadata?.Labels ?? new Dictionary<string, string>();

    public string Component => Labels.TryGetValue("app.kubernetes.io/component", out var component) ? component : "";

    public V1PodSpec Pod => Template.Spec;

    /// <summary>The containers that run; those that prepare are in <see cref="AllContainers"/> too.</summary>
    public IList<V1Container> Containers => Pod.Containers;

    public IEnumerable<V1Container> AllContainers => [.. Pod.InitContainers ?? [], .. Pod.Containers];

    public IEnumerable<V1ContainerPort> Ports => Containers.SelectMany(container => container.Ports ?? []);

    /// <summary>A setting that is written out; null if it is not there or comes from elsewhere.</summary>
    public string? Setting(string name) => Settings.FirstOrDefault(variable => variable.Name == name)?.Value;

    public IEnumerable<V1EnvVar> Settings => Containers.SelectMany(container => container.Env ?? []);

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
