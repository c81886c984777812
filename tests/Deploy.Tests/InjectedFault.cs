namespace KosovoNato.Deploy.Tests;

/// <summary>
/// A possible mistake, as a change to a rendered overlay, with the rule that must report it and the text that the report must contain.
/// </summary>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Blamed">A part of the report.</param>
/// <param name="Change">The change, as a part of a kustomization.</param>
/// <param name="Overlay">The overlay to change. Production uses TLS everywhere, the local overlay nowhere.</param>
public sealed record InjectedFault(string Rule, string Blamed, string Change, string Overlay = "production")
{
    const string Container = "/spec/template/spec/containers/0";
    const string Pod = "/spec/template/spec";
    const string Milestones = "kind: Deployment, name: milestones";
    const string Store = "kind: StatefulSet, name: milestones-store";
    const string Broker = "kind: StatefulSet, name: rabbitmq";
    const string Service = "kind: Service, name: milestones";
    const string Policy = "kind: NetworkPolicy, name: milestones";

    public static IReadOnlyList<InjectedFault> All { get; } =
    [
        new("Every field is known", "imagePullPolice", Json(Milestones, $"{{op: add, path: {Container}/imagePullPolice, value: Always}}")),
        new("Every field is known", "quantity",
            Json(Milestones, $"{{op: replace, path: {Container}/resources/limits/memory, value: 512Mb}}")),
        // GRPCRoute has no timeouts, unlike HTTPRoute; a server that is not strict drops the field silently.
        new("Every field is known", "timeouts", Json("kind: GRPCRoute", "{op: add, path: /spec/rules/0/timeouts, value: {request: 0s}}")),
        new("Types, enums and required fields are right", "ports/0/protocol",
            Json(Milestones, $"{{op: add, path: {Container}/ports/0/protocol, value: HTTP}}")),
        new("Types, enums and required fields are right", "property selector", Json(Store, "{op: remove, path: /spec/selector}")),
        new("Types, enums and required fields are right", "endpoints", Json("kind: ServiceMonitor", "{op: remove, path: /spec/endpoints}")),
        new("Types, enums and required fields are right", "method/type",
            Json("kind: GRPCRoute", "{op: replace, path: /spec/rules/0/matches/0/method/type, value: Prefix}")),

        new("Everything is in the one namespace", "is in the namespace default", Json(Service, "{op: remove, path: /metadata/namespace}")),
        new("Pods run as nobody", "may run as root", Json(Milestones, $"{{op: remove, path: {Pod}/securityContext/runAsNonRoot}}")),
        new("Pods run as nobody", "a token", Json(Store, $"{{op: replace, path: {Pod}/automountServiceAccountToken, value: true}}")),
        new("Containers can change nothing", "container users: may write into its image",
            Json(Store, $"{{op: remove, path: {Pod}/initContainers/0/securityContext/readOnlyRootFilesystem}}")),
        new("Containers can change nothing", "has capabilities",
            Json(Broker, $"{{op: add, path: {Container}/securityContext/capabilities/add, value: [NET_BIND_SERVICE]}}")),
        new("Containers say what they need", "no limit on memory",
            Json(Milestones, $"{{op: remove, path: {Container}/resources/limits/memory}}")),

        new("What runs is probed at its start, alive and ready", "no startup probe",
            Json(Store, $"{{op: remove, path: {Container}/startupProbe}}")),
        new("Services are asked by gRPC, and those with TLS where they have none", "\"ready\"",
            Json(Milestones, $"{{op: replace, path: {Container}/readinessProbe/grpc/service, value: ready}}"), "local"),
        // A liveness probe on readiness: an outage of the store would restart every instance.
        new("Services are asked by gRPC, and those with TLS where they have none", "its liveness probe asks for \"readiness\"",
            Json(Milestones, $"{{op: replace, path: {Container}/livenessProbe/grpc/service, value: readiness}}"), "local"),
        new("Services are asked by gRPC, and those with TLS where they have none", "asks port 8080",
            Json(Milestones, $"{{op: replace, path: {Container}/startupProbe/grpc/port, value: 8080}}"), "local"),
        new("Services are asked by gRPC, and those with TLS where they have none", "asks port http",
            Json(Milestones, $"{{op: replace, path: {Container}/readinessProbe/httpGet/port, value: http}}")),
        new("Services are asked by gRPC, and those with TLS where they have none", "asks for /health/ready",
            Json(Milestones, $"{{op: replace, path: {Container}/livenessProbe/httpGet/path, value: /health/ready}}")),
        new("Probes ask ports that exist", "asks port amqps",
            Json(Broker, $"{{op: replace, path: {Container}/readinessProbe/tcpSocket/port, value: amqps}}")),
        new("An instance stops after it is sent nobody any more, and in time", "no pause",
            Json(Milestones, $"{{op: remove, path: {Container}/lifecycle}}")),
        new("An instance stops after it is sent nobody any more, and in time", "killed",
            Json(Milestones, $"{{op: replace, path: {Pod}/terminationGracePeriodSeconds, value: 15}}")),

        new("An upgrade has a new instance before an old one goes", "milestones",
            Json(Milestones, "{op: replace, path: /spec/strategy/rollingUpdate/maxUnavailable, value: 1}")),
        new("Maintenance takes one instance of each service at a time", "milestones",
            Json("kind: PodDisruptionBudget, name: milestones", "{op: replace, path: /spec/maxUnavailable, value: 50%}")),
        new("A disruption budget is for the pods of one workload", "is for no pod",
            Json("kind: PodDisruptionBudget, name: milestones",
                "{op: replace, path: /spec/selector/matchLabels/app.kubernetes.io~1name, value: milestone}")),
        new("Instances are spread over nodes and zones", "topology.kubernetes.io/zone",
            Json(Milestones, $"{{op: remove, path: {Pod}/topologySpreadConstraints/1}}")),
        new("Instances are spread over nodes and zones", "hostname",
            Json(Milestones, $"{{op: remove, path: {Pod}/topologySpreadConstraints/0/matchLabelKeys}}")),
        new("A number of instances is set in one place", "has a number, and 1 autoscalers",
            Json(Milestones, "{op: add, path: /spec/replicas, value: 2}")),
        new("Autoscalers scale what exists", "scales milestone",
            Json("kind: HorizontalPodAutoscaler, name: milestones", "{op: replace, path: /spec/scaleTargetRef/name, value: milestone}")),

        new("Applying starts no job", "Job backup",
            Json("kind: CronJob, name: backup", "{op: replace, path: /kind, value: Job}", "allowKindChange")),
        new("Applying starts no job", "seeder", Json("kind: CronJob, name: seeder", "{op: remove, path: /spec/suspend}"), "local"),

        new("Deleting the manifests deletes no data", "PersistentVolumeClaim dashboards",
            Json("kind: ConfigMap, name: dashboards-.*", "{op: replace, path: /kind, value: PersistentVolumeClaim}", "allowKindChange")),
        new("Claims that pods name are permanent", "no claim backup",
            Json("kind: CronJob, name: backup",
                "{op: replace, path: /spec/jobTemplate/spec/template/spec/volumes/0/persistentVolumeClaim/claimName, value: backup}")),
        new("A store has one instance, and its data outlive it", "milestones-store",
            Json(Store, "{op: replace, path: /spec/replicas, value: 2}")),

        new("Port names fit", "grpc-of-milestones",
            Json(Milestones, $"{{op: replace, path: {Container}/ports/0/name, value: grpc-of-milestones}}")),
        new("Workloads take their own pods and nobody else's", "recognitions, recommendations",
            Json(Milestones, "{op: replace, path: /spec/selector/matchLabels, value: {app.kubernetes.io/component: service}}")),
        new("Services lead to the pods of their name", "leads to nobody",
            Json(Service, "{op: replace, path: /spec/selector/app.kubernetes.io~1name, value: milestone}")),
        new("Ports of Services exist in their pods", "has no port json",
            Json(Service, "{op: replace, path: /spec/ports/1/targetPort, value: json}")),
        new("Ports of Services exist in their pods", "port 80 must be 8080",
            Json(Service, "{op: replace, path: /spec/ports/1/port, value: 80}")),
        new("Services have no address of their own", "milestones", Json(Service, "{op: remove, path: /spec/clusterIP}")),
        new("StatefulSets have the Service that they name", "no Service store",
            Json(Store, "{op: replace, path: /spec/serviceName, value: store}")),
        new("Mounted volumes exist, and all are mounted", "mounts tmp",
            Json(Milestones, $"{{op: add, path: {Container}/volumeMounts/-, value: {{name: tmp, mountPath: /tmp}}}}")),
        new("Objects are part of the application", "NetworkPolicy milestones", Json(Policy, "{op: remove, path: /metadata/labels}")),

        new("No image floats", "redis:7", Json(Store, $"{{op: replace, path: {Container}/image, value: \"redis:7\"}}")),
        new("No image floats", "milestones:latest",
            Json(Milestones, $"{{op: replace, path: {Container}/image, value: \"kosovonato/milestones:latest\"}}")),
        new("Images are taken from the node where they are", "milestones",
            Json(Milestones, $"{{op: add, path: {Container}/imagePullPolicy, value: Always}}")),

        new("No secret is written out", "://milestones:open-sesame@",
            Env("KOSOVONATO_Bus__RabbitMqUri", "amqp://milestones:open-sesame@rabbitmq:5672/kosovonato")),
        new("No secret is written out", "password=open-sesame",
            Env("KOSOVONATO_Store__Configuration", "milestones-store:6379,user=service,password=open-sesame")),
        new("No secret is written out", "user service on >open",
            Json("kind: ConfigMap, name: store-.*", "{op: add, path: /data/users.acl, value: \"user service on >open-sesame +@all\"}")),
        new("Secrets that are named exist, or operators are told to make them", "milestone-keys",
            Json(Milestones, $"{{op: replace, path: {Pod}/volumes/0/secret/secretName, value: milestone-keys}}")),
        new("Secrets made from elsewhere are those that are documented", "passwort",
            Json("kind: ExternalSecret, name: milestones-bus", "{op: replace, path: /spec/data/0/secretKey, value: passwort}")),
        new("With secrets made from elsewhere, none is missing", "nobody makes milestones-bus",
            Delete("external-secrets.io/v1", "ExternalSecret", "milestones-bus")),
        new("ConfigMaps that are named exist", "stores",
            Json(Broker, $"{{op: replace, path: {Pod}/volumes/0/configMap/name, value: stores}}")),
        new("A composed variable comes after its parts", "$(BUS_PASSWORD)",
            Json(Milestones, $"{{op: move, from: {Container}/env/0, path: {Container}/env/-}}"), "local"),

        new("There is each service of the code, and no other", "milestones: is missing",
            Json(Milestones, $"{{op: replace, path: /spec/template/metadata/labels/app.kubernetes.io~1component, value: worker}}")),
        new("Settings are those of the service, and valid", "Adress", Env("KOSOVONATO_Listen__Adress", "0.0.0.0")),
        new("Settings are those of the service, and valid", "ShutdownTimeout", Env("KOSOVONATO_Listen__ShutdownTimeout", "00:02:00")),
        new("Settings are those of the service, and valid", "no section Redis", Env("KOSOVONATO_Redis__Host", "milestones-store")),
        new("Services listen where their ports say, for everybody", "127.0.0.1", Env("KOSOVONATO_Listen__Address", "127.0.0.1")),
        new("Services know where all their upstreams are", "is told of recognition",
            Env("KOSOVONATO_Upstreams__Addresses__recommendations", "http://recommendations:8081")),
        new("Services are told where their store and their keys are", "Access__ApiKeyFile", Env("KOSOVONATO_Access__ApiKeyFile", "")),

        new("TLS is spoken where TLS is listened for", "milestones: calls recognitions by http",
            Env("KOSOVONATO_Upstreams__Addresses__recognitions", "http://recognitions:8081")),
        new("Certificates are for the names by which servers are called", "shows what nobody makes",
            Delete("cert-manager.io/v1", "Certificate", "milestones")),
        new("Certificates are for the names by which servers are called", "Deployment milestones: shows milestone",
            Json("kind: Certificate, name: milestones", "{op: replace, path: /spec/dnsNames, value: [milestone]}")),
        new("Certificates are all of one authority, of which no pod has the key", "Certificate ca: its key is mounted",
            Json("kind: Certificate, name: ca", "{op: replace, path: /spec/secretName, value: milestones-tls}")),
        new("Certificates are all of one authority, of which no pod has the key", "is of self-signed",
            Json("kind: Certificate, name: milestones", "{op: replace, path: /spec/issuerRef/name, value: self-signed}")),
        new("Who calls a service that asks who it is shows a certificate, and may do what it needs", "nothing by milestones",
            Env("KOSOVONATO_Upstreams__Tls__CertificateFile", "")),
        new("Who calls a service that asks who it is shows a certificate, and may do what it needs",
            "CN=recommendation, which nobody shows", Env("KOSOVONATO_Access__Certificates__Callers__0__Subject", "CN=recommendation")),
        new("Who calls a service that asks who it is shows a certificate, and may do what it needs", "should permit milestones.watch",
            Env("KOSOVONATO_Access__Certificates__Callers__0__Permissions__0", "milestones.admin")),
        new("A gateway speaks TLS to those who listen with it", "calls it without TLS",
            Json("kind: BackendTLSPolicy, name: milestones", "{op: replace, path: /spec/targetRefs/0/sectionName, value: http}")),
        new("A gateway speaks TLS to those who listen with it", "calls it without TLS",
            Json("kind: BackendTLSPolicy, name: dashboard", "{op: replace, path: /spec/validation/hostname, value: recognitions}")),

        new("Deployments name the type of their strategy", "milestones", Json(Milestones, "{op: remove, path: /spec/strategy/type}")),
        new("Claims of StatefulSets are written as they are stored", "milestones-store",
            Json(Store, "{op: remove, path: /spec/volumeClaimTemplates/0/spec/volumeMode}")),
        new("Secrets made from elsewhere name their strategies", "password lacks decodingStrategy",
            Json("kind: ExternalSecret, name: milestones-bus", "{op: remove, path: /spec/data/0/remoteRef/decodingStrategy}")),
        new("References of gateways and routes are complete", "reference to gateway-tls",
            Json("kind: Gateway", "{op: remove, path: /spec/listeners/0/tls/certificateRefs/0/group}")),
        new("References of gateways and routes are complete", "GRPCRoute services: the reference to kosovonato",
            Json("kind: GRPCRoute", "{op: remove, path: /spec/parentRefs/0/kind}")),
        new("References of gateways and routes are complete", "HTTPRoute dashboard: the reference to dashboard",
            Json("kind: HTTPRoute", "{op: remove, path: /spec/rules/0/backendRefs/0/weight}")),

        new("Who is not named talks to nobody", "nobody",
            Json("kind: NetworkPolicy, name: nobody", "{op: replace, path: /spec/policyTypes, value: [Ingress]}")),
        new("Addresses are those of Services", "recognition:8081",
            Env("KOSOVONATO_Upstreams__Addresses__recognitions", "https://recognition:8081")),
        new("Addresses are those of Services", "recognitions:5101",
            Env("KOSOVONATO_Upstreams__Addresses__recognitions", "https://recognitions:5101")),
        new("Callers may call whom they are told of, and nobody else", "milestones to recognitions, TCP 8081: is needed",
            Json(Policy, "{op: remove, path: /spec/egress/1}")),
        new("Callers may call whom they are told of, and nobody else", "milestones to anybody",
            Json(Policy, "{op: add, path: /spec/egress/0/to/-, value: {ipBlock: {cidr: 0.0.0.0/0}}}")),
        new("Callers may call whom they are told of, and nobody else", "UDP 53: is needed",
            Json("kind: NetworkPolicy, name: names", "{op: remove, path: /spec/egress/0/ports/0}")),
        // Labels in selectors are also added to the peers of policies, where pods outside of the manifests do not have them.
        new("Callers may call whom they are told of, and nobody else", "stage=production in kube-system",
            "labels:\n  - {pairs: {stage: production}, includeSelectors: true}"),
        new("Who is called lets in those who are told of it, and nobody else", "milestones to recognitions-store, TCP 6379: is permitted",
            Json("kind: NetworkPolicy, name: recognitions-store",
                "{op: replace, path: /spec/ingress/0/from/0/podSelector, value: {matchLabels: {app.kubernetes.io/component: service}}}")),
        new("Who is called lets in those who are told of it, and nobody else", "recommendations to milestones, TCP 8081: is needed",
            Json(Policy, "{op: replace, path: /spec/ingress/0/ports/0/port, value: 8080}")),
        new("Who is called lets in those who are told of it, and nobody else", "all of monitoring",
            Json("kind: NetworkPolicy, name: from-prometheus", "{op: remove, path: /spec/ingress/0/from/0/podSelector}")),
        new("Network policies name pods that exist", "NetworkPolicy milestones",
            Json(Policy, "{op: replace, path: /spec/egress/0/to/0/podSelector/matchLabels, value: {app: milestones-store}}")),

        new("Routes lead each gRPC service to its own pods", "MilestonesService",
            Json("kind: GRPCRoute",
                "{op: replace, path: /spec/rules/1/matches/0/method/service, value: kosovonato.milestones.v1.MilestonesService}")),
        new("The page is led to whole, and nothing else of its pods", "/health",
            Json("kind: HTTPRoute", "{op: replace, path: /spec/rules/0/matches/2/path/value, value: /health}")),
        new("Routes are for a listener that exists", "HTTPRoute dashboard",
            Json("kind: HTTPRoute", "{op: replace, path: /spec/parentRefs/0/sectionName, value: grp}")),
        new("No gateway ends a Watch", "HTTPRoute dashboard", Json("kind: BackendTrafficPolicy", "{op: remove, path: /spec/targetRefs/1}")),
        new("The dashboard knows where every service is", "is told of milestones, recommendations",
            Json("kind: Deployment, name: dashboard", $"{{op: remove, path: {Container}/env/2}}")),
        new("Services listen where their ports say, for everybody", "and 8083", Env("KOSOVONATO_Listen__MetricsPort", "8083")),
        new("Routes are for a listener that exists", "kosovonato/https",
            Json("kind: GRPCRoute", "{op: replace, path: /spec/parentRefs/0/sectionName, value: https}")),
        new("No gateway ends a Watch", "limit",
            Json("kind: BackendTrafficPolicy", "{op: replace, path: /spec/timeout/http/requestTimeout, value: 15s}")),
        new("Every server is scraped where it has metrics", "does not scrape",
            Json("kind: ServiceMonitor", "{op: replace, path: /spec/endpoints/0/port, value: http}")),
        new("An alert says how bad it is and what is wrong", "KosovoNatoServiceDown",
            Json("kind: PrometheusRule", "{op: remove, path: /spec/groups/0/rules/0/labels/severity}")),
        new("Logs are read by machines, also of the next service", "milestones", Env("Logging__Console__FormatterName", "simple")),
        new("Logs are read by machines, also of the next service", "dashboard",
            Env("Logging__Console__FormatterName", "simple", "kind: Deployment, name: dashboard", "dashboard")),
        new("Callers may call whom they are told of, and nobody else", "opentelemetry-collector in monitoring, TCP 4317: is needed",
            Json("kind: NetworkPolicy, name: to-collector", "{op: replace, path: /spec/egress/0/ports/0/port, value: 4318}")),
    ];

    static string Json(string target, string operation, string? option = null) =>
        $"patches:\n  - target: {{{target}}}\n    options: {{{(option is null ? "" : $"{option}: true")}}}\n    patch: |\n"
        + $"      - {operation}";

    /// <summary>Adds a setting to milestones, or to another workload.</summary>
    static string Env(string name, string value, string target = Milestones, string container = "service") =>
        $$"""
        patches:
          - target: { {{target}} }
            patch: |
              apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: any
              spec:
                template:
                  spec:
                    containers:
                      - name: {{container}}
                        env:
                          - name: {{name}}
                            value: {{value}}
        """;

    static string Delete(string apiVersion, string kind, string name) =>
        $$"""
        patches:
          - target: {kind: {{kind}}, name: {{name}}}
            patch: |
              {apiVersion: {{apiVersion}}, kind: {{kind}}, metadata: {name: any}, $patch: delete}
        """;
}
