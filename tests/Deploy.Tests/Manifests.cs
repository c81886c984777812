using System.Text.RegularExpressions;
using k8s.Models;

namespace KosovoNato.Deploy.Tests;

/// <summary>Everything that one kustomization renders.</summary>
sealed partial class Manifests
{
    Manifests(string text, IReadOnlyList<Manifest> all)
    {
        (Text, All) = (text, all);
        Namespace = all.GroupBy(manifest => manifest.Object.Metadata.NamespaceProperty ?? "").MaxBy(space => space.Count())!.Key;
        Workloads = [.. all.Select(manifest => Workload.In(manifest.Object)).OfType<Workload>()];
        Callable = [.. Workloads, .. Of<RabbitmqCluster>().Select(OperatedBroker.WorkloadOf)];
    }

    public string Text { get; }

    public IReadOnlyList<Manifest> All { get; }

    /// <summary>The namespace of the installation.</summary>
    public string Namespace { get; }

    public IReadOnlyList<Workload> Workloads { get; }

    /// <summary>The workloads, and those that an operator creates, whose pods are its own matter.</summary>
    public IReadOnlyList<Workload> Callable { get; }

    /// <summary>The three services; the dashboard, stores, brokers and jobs are not among them.</summary>
    public IEnumerable<Workload> Services => Workloads.Where(workload => workload.Component == "service");

    /// <summary>The workloads that serve callers: the services and the dashboard.</summary>
    public IEnumerable<Workload> Servers => Workloads.Where(workload => workload.Component is "service" or "dashboard");

    public IEnumerable<T> Of<T>() => All.Select(manifest => manifest.Object).OfType<T>();

    /// <summary>The workloads whose pods a selector matches. A missing selector matches none, an empty one all.</summary>
    public IEnumerable<Workload> Selected(V1LabelSelector? selector) =>
        selector is null ? [] : Callable.Where(workload => Selectors.Match(selector, workload.Labels));

    public IEnumerable<Workload> Selected(V1Service service) => service.Spec.Selector is { Count: > 0 } labels
        ? Selected(new V1LabelSelector { MatchLabels = labels })
        : [];

    public V1Service? ServiceNamed(string name) =>
        Of<V1Service>().Concat(Of<RabbitmqCluster>().SelectMany(OperatedBroker.ServicesOf))
            .SingleOrDefault(service => service.Metadata.Name == name);

    /// <summary>Expands $(VARIABLES) in a text, as Kubernetes does; a variable from a Secret becomes the name of the Secret.</summary>
    public string Expand(V1Container container, string text) => Variable().Replace(text, match =>
        (container.Env ?? []).FirstOrDefault(variable => variable.Name == match.Groups[1].Value) is not { } variable ? match.Value
        : variable.ValueFrom?.ConfigMapKeyRef is { } key
            ? Of<V1ConfigMap>().SingleOrDefault(map => map.Metadata.Name == key.Name)?.Data?[key.Key] ?? ""
        : variable.Value is { } value ? Expand(container, value)
        : variable.ValueFrom?.SecretKeyRef?.Name ?? "");

    // kustomize separates objects with this line; inside values, lines are indented.
    public static Manifests Of(string text) => new(text, [.. text.Split("\n---\n").Select(Manifest.Of)]);

    [GeneratedRegex(@"\$\(([A-Za-z0-9_]+)\)")]
    private static partial Regex Variable();
}
