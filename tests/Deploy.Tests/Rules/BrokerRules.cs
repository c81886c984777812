using System.Text.RegularExpressions;
using k8s.Models;
using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>A broker of several nodes works while one of them is away.</summary>
static partial class BrokerRules
{
    const string Prefix = "KOSOVONATO_Bus__RabbitMq";

    /// <summary>The version of RabbitMQ in components/broker.</summary>
    static readonly Lazy<string> Version = new(() => Tag().Match(
        File.ReadAllText(RepositoryPaths.File("deploy", "components", "broker", "kustomization.yaml"))).Groups[1].Value);

    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("The nodes of a broker are a majority without any machine", manifests =>
            from cluster in Clusters(manifests)
            from violation in OfMachines(manifests, cluster)
            select $"{cluster}: {violation}"),

        new("The nodes of a broker find each other, and nobody else joins them", manifests =>
            from cluster in Clusters(manifests)
            from violation in OfFormation(manifests, cluster)
            select $"{cluster}: {violation}"),

        new("A broker of several nodes does not divide itself", manifests =>
            from cluster in Clusters(manifests).Concat(manifests.Callable.Except(manifests.Workloads))
            let configuration = ConfigurationOf(manifests, cluster)
            from line in new[]
            {
                "cluster_partition_handling = pause_minority", "default_queue_type = quorum",
                "quorum_queue.continuous_membership_reconciliation.enabled = true",
                $"quorum_queue.continuous_membership_reconciliation.target_group_size = {cluster.Pods.Count()}",
            }
            where !configuration.Contains(line)
            select $"{cluster}: is not configured with {line}"),

        new("A broker of an operator is as safe as our own", manifests =>
            from cluster in manifests.Of<RabbitmqCluster>()
            from violation in OfOperated(manifests, cluster)
            select $"RabbitmqCluster {cluster.Metadata.Name}: {violation}"),

        new("Services know every node of the broker", manifests =>
            from cluster in manifests.Callable
            where cluster.Ports.Any(port => port.Name == "clustering")
            from service in manifests.Services
            let known = service.Settings.Where(variable => variable.Name.StartsWith($"{Prefix}Nodes__", StringComparison.Ordinal))
                .Select(variable => variable.Value).Order().ToList()
            let wanted = cluster.Pods.Select(pod => $"{pod}.{((V1StatefulSet)cluster.Object).Spec.ServiceName}:5672").Order()
            where !known.SequenceEqual(wanted)
            select $"{service}: knows {(known.Count == 0 ? "no node" : string.Join(", ", known))}"),
    ];

    static IEnumerable<Workload> Clusters(Manifests manifests) =>
        manifests.Workloads.Where(workload => workload.Component == "broker" && workload.Pods.Skip(1).Any());

    static IEnumerable<string> OfMachines(Manifests manifests, Workload cluster)
    {
        (bool Holds, string Otherwise)[] wanted =
        [
            .. OfAnyMachine(manifests, cluster),
            (((V1StatefulSet)cluster.Object).Spec.PodManagementPolicy == "Parallel", "does not start if every node waits for the others"),
            (cluster.Containers.All(container => container.Lifecycle?.PreStop?.Exec is not null), "may stop while a queue needs it"),
        ];
        return wanted.Where(one => !one.Holds).Select(one => one.Otherwise);
    }

    /// <summary>What holds for a broker of an operator too.</summary>
    static IEnumerable<(bool Holds, string Otherwise)> OfAnyMachine(Manifests manifests, Workload cluster)
    {
        var apart = cluster.Pod.Affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [];
        var budgets = manifests.Of<V1PodDisruptionBudget>().Where(budget => Selectors.Match(budget.Spec.Selector, cluster.Labels));
        return
        [
            (cluster.Pods.Count() % 2 == 1, "has an even number of nodes, which tolerates no more losses than one node less"),
            (apart.Any(term => term.TopologyKey == "kubernetes.io/hostname" && Selectors.Match(term.LabelSelector, cluster.Labels)),
                "may have two nodes on one machine"),
            (budgets.ToList() is [{ Spec.MaxUnavailable.Value: "1" }], "has no budget that lets one node go at a time"),
        ];
    }

    static IEnumerable<string> OfOperated(Manifests manifests, RabbitmqCluster cluster)
    {
        var spec = cluster.Spec;
        (bool Holds, string Otherwise)[] wanted =
        [
            .. OfAnyMachine(manifests, OperatedBroker.WorkloadOf(cluster)),
            (spec.Replicas > 1, "has one node"),
            (spec.Image.EndsWith($":{Version.Value}-management", StringComparison.Ordinal) || ImageRules.Digest().IsMatch(spec.Image),
                $"has the image {spec.Image}, and components/broker has version {Version.Value}"),
            (spec.Rabbitmq.AdditionalPlugins.Contains("rabbitmq_shovel"), "cannot replay messages"),
            (spec.Rabbitmq.AdditionalConfig.Contains("load_definitions = /etc/definitions", StringComparison.Ordinal), "has no users"),
            (spec.TerminationGracePeriodSeconds is > 0 and <= 600, "may take days to stop"),
            (spec.Override.StatefulSet.Spec.PersistentVolumeClaimRetentionPolicy is { WhenDeleted: "Retain", WhenScaled: "Retain" },
                "loses its volumes"),
        ];
        return wanted.Where(one => !one.Holds).Select(one => one.Otherwise);
    }

    static IEnumerable<string> OfFormation(Manifests manifests, Workload cluster)
    {
        var service = ((V1StatefulSet)cluster.Object).Spec.ServiceName;
        (bool Holds, string Otherwise)[] wanted =
        [
            (cluster.Setting("RABBITMQ_NODENAME") == $"rabbit@$(POD_NAME).{service}" && cluster.Setting("RABBITMQ_USE_LONGNAME") == "true",
                $"its nodes are not named as {service} names them"),
            (manifests.ServiceNamed(service)?.Spec.PublishNotReadyAddresses is true, $"{service} does not name nodes that are not ready"),
            (ConfigurationOf(manifests, cluster).Contains("cluster_formation.peer_discovery_backend = kubernetes"),
                "each node begins a cluster"),
            (cluster.Pod.Volumes.Any(volume => volume.Secret?.SecretName == "rabbitmq-cookie"), "its cookie is not a Secret"),
        ];
        return wanted.Where(one => !one.Holds).Select(one => one.Otherwise);
    }

    /// <summary>The lines of the configuration files that the pods mount.</summary>
    static HashSet<string> ConfigurationOf(Manifests manifests, Workload cluster) =>
        [.. from volume in cluster.Pod.Volumes
            from map in manifests.Of<V1ConfigMap>()
            where map.Metadata.Name == volume.ConfigMap?.Name
            from file in map.Data
            where file.Key.EndsWith(".conf", StringComparison.Ordinal)
            from line in file.Value.Split('\n')
            select line.Trim()];

    [GeneratedRegex(@"name: rabbitmq, newTag: ([\d.]+)")]
    private static partial Regex Tag();
}
