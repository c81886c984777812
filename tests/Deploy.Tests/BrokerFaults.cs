using static KosovoNato.Deploy.Tests.InjectedFault;

namespace KosovoNato.Deploy.Tests;

/// <summary>Mistakes in a broker of several nodes.</summary>
static class BrokerFaults
{
    const string Majority = "The nodes of a broker are a majority without any machine";
    const string Formation = "The nodes of a broker find each other, and nobody else joins them";
    const string Division = "A broker of several nodes does not divide itself";
    const string Operated = "A broker of an operator is as safe as our own";
    const string Operator = "broker-operator";
    const string OnConfiguration = "kind: ConfigMap, name: rabbitmq-cluster-.*";

    static string OnCluster(string operation) => Json("kind: RabbitmqCluster", operation);

    public static IEnumerable<InjectedFault> All =>
    [
        new(Majority, "has an even number", Json(OnBroker, "{op: replace, path: /spec/replicas, value: 4}")),
        new(Majority, "two nodes on one machine", Json(OnBroker, $"{{op: remove, path: {Pod}/affinity}}")),
        new(Majority, "two nodes on one machine",
            Json(OnBroker, $"{{op: replace, path: {Pod}/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/"
                + "labelSelector/matchLabels, value: {app.kubernetes.io/name: broker}}")),
        new(Majority, "has no budget",
            Json("kind: PodDisruptionBudget, name: rabbitmq", "{op: replace, path: /spec/maxUnavailable, value: 2}")),
        new(Majority, "does not start", Json(OnBroker, "{op: remove, path: /spec/podManagementPolicy}")),
        new(Majority, "may stop while a queue needs it", Json(OnBroker, $"{{op: remove, path: {Container}/lifecycle}}")),

        new(Formation, "not named as rabbitmq names them",
            Json(OnBroker, $"{{op: replace, path: {Container}/env/1/value, value: rabbit@localhost}}")),
        new(Formation, "does not name nodes",
            Json("kind: Service, name: rabbitmq", "{op: remove, path: /spec/publishNotReadyAddresses}")),
        new(Formation, "each node begins a cluster", Json(OnConfiguration, "{op: replace, path: /data/cluster.conf, value: none}")),
        new(Formation, "its cookie is not a Secret",
            Json(OnBroker, $"{{op: replace, path: {Pod}/volumes/2, value: {{name: cookie, emptyDir: {{}}}}}}")),

        new(Division, "pause_minority",
            Json(OnConfiguration, "{op: replace, path: /data/cluster.conf, value: cluster_partition_handling = ignore}")),
        new(Division, "target_group_size = 5", Json(OnBroker, "{op: replace, path: /spec/replicas, value: 5}")),

        new(Operated, "has one node", OnCluster("{op: replace, path: /spec/replicas, value: 1}"), Operator),
        new(Operated, "has the image rabbitmq:3.13", OnCluster("{op: replace, path: /spec/image, value: \"rabbitmq:3.13\"}"), Operator),
        new(Operated, "two nodes on one machine", OnCluster("{op: remove, path: /spec/affinity}"), Operator),
        new(Operated, "has no users", OnCluster("{op: remove, path: /spec/rabbitmq/additionalConfig}"), Operator),
        new(Operated, "loses its volumes",
            OnCluster("{op: remove, path: /spec/override/statefulSet/spec/persistentVolumeClaimRetentionPolicy}"), Operator),
        new(Division, "pause_minority",
            OnCluster("{op: remove, path: /spec/override/statefulSet/spec/template/spec/volumes/0}"), Operator),
        new("ConfigMaps that are named exist", "StatefulSet rabbitmq-server",
            OnCluster("{op: replace, path: /spec/override/statefulSet/spec/template/spec/volumes/0/configMap/name, value: rabbit}"),
            Operator),

        new("Services know every node of the broker", "milestones: knows no node",
            Json(OnMilestones, "{op: remove, path: /spec/template/spec/containers/0/env}")),
        new("Services know every node of the broker", "milestones: knows rabbitmq-0.rabbitmq:5672, rabbitmq-1.rabbitmq:5672, rabbitmq:5672",
            Env("KOSOVONATO_Bus__RabbitMqNodes__2", "rabbitmq:5672")),
        new("Addresses are those of Services", "rabbitmq-3.rabbitmq:5672",
            Env("KOSOVONATO_Bus__RabbitMqNodes__2", "rabbitmq-3.rabbitmq:5672")),
        new("Callers may call whom they are told of, and nobody else", "rabbitmq to rabbitmq, TCP 25672: is needed",
            Json("kind: NetworkPolicy, name: rabbitmq-cluster", "{op: remove, path: /spec/egress/0/ports/1}")),
    ];
}
