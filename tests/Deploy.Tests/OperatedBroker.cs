using k8s.Models;

namespace KosovoNato.Deploy.Tests;

sealed class RabbitmqCluster : Extension<RabbitmqClusterSpec>;

sealed class RabbitmqClusterSpec
{
    public int Replicas { get; set; } = 1;

    public string Image { get; set; } = "";

    public Dictionary<string, string> Persistence { get; set; } = [];

    public V1ResourceRequirements Resources { get; set; } = new();

    public long TerminationGracePeriodSeconds { get; set; }

    public V1Affinity Affinity { get; set; } = new();

    public RabbitmqConfiguration Rabbitmq { get; set; } = new();

    public RabbitmqOverride Override { get; set; } = new();
}

sealed class RabbitmqConfiguration
{
    public List<string> AdditionalPlugins { get; set; } = [];

    public string AdditionalConfig { get; set; } = "";
}

sealed class RabbitmqOverride
{
    public RabbitmqStatefulSet StatefulSet { get; set; } = new();
}

sealed class RabbitmqStatefulSet
{
    public RabbitmqStatefulSetSpec Spec { get; set; } = new();
}

sealed class RabbitmqStatefulSetSpec
{
    public V1StatefulSetPersistentVolumeClaimRetentionPolicy PersistentVolumeClaimRetentionPolicy { get; set; } = new();

    public V1PodTemplateSpec Template { get; set; } = new();
}

/// <summary>What the RabbitMQ Cluster Operator creates from a RabbitmqCluster, as far as other objects refer to it.</summary>
static class OperatedBroker
{
    static readonly (string Name, int Number)[] Ports = [("amqp", 5672), ("epmd", 4369), ("clustering", 25672)];

    public static Workload WorkloadOf(RabbitmqCluster cluster)
    {
        var name = cluster.Metadata.Name;
        var labels = new Dictionary<string, string>
        {
            ["app.kubernetes.io/name"] = name,
            ["app.kubernetes.io/component"] = "rabbitmq",
        };
        var pod = cluster.Spec.Override.StatefulSet.Spec.Template.Spec ?? new();
        var container = new V1Container
        {
            Name = "rabbitmq",
            Image = cluster.Spec.Image,
            Ports = [.. Ports.Select(port => new V1ContainerPort { Name = port.Name, ContainerPort = port.Number })],
            VolumeMounts = pod.Containers?.SingleOrDefault(one => one.Name == "rabbitmq")?.VolumeMounts,
        };
        var set = new V1StatefulSet
        {
            ApiVersion = "apps/v1",
            Kind = V1StatefulSet.KubeKind,
            Metadata = new() { Name = $"{name}-server" },
            Spec = new()
            {
                Replicas = cluster.Spec.Replicas,
                ServiceName = $"{name}-nodes",
                Selector = new() { MatchLabels = new Dictionary<string, string> { ["app.kubernetes.io/name"] = name } },
                Template = new()
                {
                    Metadata = new() { Labels = labels },
                    Spec = new() { Affinity = cluster.Spec.Affinity, Containers = [container], Volumes = pod.Volumes },
                },
            },
        };
        return Workload.In(set)!;
    }

    /// <summary>The Service of the clients, and the one that names the nodes.</summary>
    public static IEnumerable<V1Service> ServicesOf(RabbitmqCluster cluster) =>
        from name in new[] { cluster.Metadata.Name, $"{cluster.Metadata.Name}-nodes" }
        select new V1Service
        {
            Metadata = new() { Name = name },
            Spec = new()
            {
                Selector = new Dictionary<string, string> { ["app.kubernetes.io/name"] = cluster.Metadata.Name },
                Ports = [.. Ports.Select(port => new V1ServicePort { Name = port.Name, Port = port.Number, TargetPort = port.Name })],
            },
        };
}
