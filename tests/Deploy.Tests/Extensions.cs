using k8s;
using k8s.Models;

namespace KosovoNato.Deploy.Tests;

/// <summary>
/// The resources of extensions, with the fields that the manifests use. Any other field is reported until it is added here from the
/// extension's documentation.
/// </summary>
static class Extensions
{
    public static IDictionary<string, Type> Types { get; } = new Dictionary<string, Type>
    {
        ["gateway.networking.k8s.io/v1/Gateway"] = typeof(Gateway),
        ["gateway.networking.k8s.io/v1/GRPCRoute"] = typeof(GrpcRoute),
        ["gateway.networking.k8s.io/v1/HTTPRoute"] = typeof(HttpRoute),
        ["gateway.networking.k8s.io/v1/BackendTLSPolicy"] = typeof(BackendTlsPolicy),
        ["gateway.envoyproxy.io/v1alpha1/EnvoyProxy"] = typeof(EnvoyProxy),
        ["gateway.envoyproxy.io/v1alpha1/ClientTrafficPolicy"] = typeof(ClientTrafficPolicy),
        ["gateway.envoyproxy.io/v1alpha1/BackendTrafficPolicy"] = typeof(BackendTrafficPolicy),
        ["rabbitmq.com/v1beta1/RabbitmqCluster"] = typeof(RabbitmqCluster),
        ["monitoring.coreos.com/v1/ServiceMonitor"] = typeof(ServiceMonitor),
        ["monitoring.coreos.com/v1/PrometheusRule"] = typeof(PrometheusRule),
        ["external-secrets.io/v1/ExternalSecret"] = typeof(ExternalSecret),
        ["cert-manager.io/v1/Certificate"] = typeof(Certificate),
        ["cert-manager.io/v1/Issuer"] = typeof(Issuer),
    };
}

abstract class Extension<TSpec> : IKubernetesObject<V1ObjectMeta>
    where TSpec : new()
{
    public string ApiVersion { get; set; } = "";

    public string Kind { get; set; } = "";

    public V1ObjectMeta Metadata { get; set; } = new();

    public TSpec Spec { get; set; } = new();
}

sealed class Reference
{
    // The core group is "".
    public string? Group { get; set; }

    public string Kind { get; set; } = "";

    public string Name { get; set; } = "";

    public string SectionName { get; set; } = "";

    public int Port { get; set; }

    public int? Weight { get; set; }
}

sealed class ServiceMonitor : Extension<ServiceMonitorSpec>;

sealed class ServiceMonitorSpec
{
    public V1LabelSelector Selector { get; set; } = new();

    public List<MonitoredEndpoint> Endpoints { get; set; } = [];
}

sealed class MonitoredEndpoint
{
    public string Port { get; set; } = "";

    public string Path { get; set; } = "";

    public string Interval { get; set; } = "";

    public string ScrapeTimeout { get; set; } = "";
}

sealed class PrometheusRule : Extension<PrometheusRuleSpec>;

sealed class PrometheusRuleSpec
{
    public List<RuleGroup> Groups { get; set; } = [];
}

sealed class RuleGroup
{
    public string Name { get; set; } = "";

    public List<AlertRule> Rules { get; set; } = [];
}

sealed class AlertRule
{
    public string Alert { get; set; } = "";

    public string Expr { get; set; } = "";

    public string For { get; set; } = "";

    public Dictionary<string, string> Labels { get; set; } = [];

    public Dictionary<string, string> Annotations { get; set; } = [];
}

sealed class ExternalSecret : Extension<ExternalSecretSpec>;

sealed class ExternalSecretSpec
{
    public string RefreshInterval { get; set; } = "";

    public Reference SecretStoreRef { get; set; } = new();

    public ExternalSecretTarget Target { get; set; } = new();

    public List<ExternalSecretItem> Data { get; set; } = [];
}

sealed class ExternalSecretTarget
{
    public string Name { get; set; } = "";

    public string CreationPolicy { get; set; } = "";
}

sealed class ExternalSecretItem
{
    public string SecretKey { get; set; } = "";

    public Dictionary<string, string> RemoteRef { get; set; } = [];
}

sealed class Certificate : Extension<CertificateSpec>;

sealed class CertificateSpec
{
    public string SecretName { get; set; } = "";

    public string CommonName { get; set; } = "";

    public List<string> DnsNames { get; set; } = [];

    public bool IsCA { get; set; }

    public List<string> Usages { get; set; } = [];

    public string Duration { get; set; } = "";

    public string RenewBefore { get; set; } = "";

    public CertificateKey PrivateKey { get; set; } = new();

    public Reference IssuerRef { get; set; } = new();
}

sealed class CertificateKey
{
    public string Algorithm { get; set; } = "";

    public int Size { get; set; }

    public string Encoding { get; set; } = "";

    public string RotationPolicy { get; set; } = "";
}

sealed class Issuer : Extension<IssuerSpec>;

sealed class IssuerSpec
{
    public Dictionary<string, object>? SelfSigned { get; set; }

    public AuthorityOfIssuer? Ca { get; set; }
}

sealed class AuthorityOfIssuer
{
    public string SecretName { get; set; } = "";
}
