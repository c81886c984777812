using k8s.Models;

namespace KosovoNato.Deploy.Tests;

sealed class EnvoyProxy : Extension<EnvoyProxySpec>;

sealed class EnvoyProxySpec
{
    public EnvoyProvider Provider { get; set; } = new();
}

sealed class EnvoyProvider
{
    public string Type { get; set; } = "";

    public EnvoyKubernetes Kubernetes { get; set; } = new();
}

sealed class EnvoyKubernetes
{
    public EnvoyDeployment EnvoyDeployment { get; set; } = new();

    // YamlDotNet would expect "envoyPdb".
    [YamlDotNet.Serialization.YamlMember(Alias = "envoyPDB", ApplyNamingConventions = false)]
    public EnvoyBudget EnvoyPdb { get; set; } = new();

    public EnvoyService EnvoyService { get; set; } = new();
}

sealed class EnvoyDeployment
{
    public int Replicas { get; set; } = 1;

    public EnvoyPod Pod { get; set; } = new();
}

sealed class EnvoyPod
{
    public List<V1TopologySpreadConstraint> TopologySpreadConstraints { get; set; } = [];
}

sealed class EnvoyBudget
{
    public int? MaxUnavailable { get; set; }
}

sealed class EnvoyService
{
    public string ExternalTrafficPolicy { get; set; } = "";
}

sealed class ClientTrafficPolicy : Extension<ClientTrafficPolicySpec>;

sealed class ClientTrafficPolicySpec
{
    public List<Reference> TargetRefs { get; set; } = [];

    public EnvoyHttp2 Http2 { get; set; } = new();
}

sealed class EnvoyHttp2
{
    public int MaxConcurrentStreams { get; set; }
}

sealed class BackendTrafficPolicy : Extension<BackendTrafficPolicySpec>;

sealed class BackendTrafficPolicySpec
{
    public List<Reference> TargetRefs { get; set; } = [];

    public TrafficTimeout Timeout { get; set; } = new();

    public TrafficCircuitBreaker CircuitBreaker { get; set; } = new();

    public TrafficRate RateLimit { get; set; } = new();
}

sealed class TrafficTimeout
{
    public HttpTimeout Http { get; set; } = new();
}

sealed class HttpTimeout
{
    public string RequestTimeout { get; set; } = "";
}

sealed class TrafficCircuitBreaker
{
    // Envoy's default.
    public int MaxParallelRequests { get; set; } = 1_024;
}

sealed class TrafficRate
{
    public string Type { get; set; } = "";

    public TrafficRateRules Local { get; set; } = new();
}

sealed class TrafficRateRules
{
    public List<TrafficRateRule> Rules { get; set; } = [];
}

sealed class TrafficRateRule
{
    public List<TrafficRateClients> ClientSelectors { get; set; } = [];

    public TrafficRateValue Limit { get; set; } = new();
}

sealed class TrafficRateClients
{
    [YamlDotNet.Serialization.YamlMember(Alias = "sourceCIDR", ApplyNamingConventions = false)]
    public TrafficRateSource SourceCidr { get; set; } = new();
}

sealed class TrafficRateSource
{
    public string Type { get; set; } = "";

    public string Value { get; set; } = "";
}

sealed class TrafficRateValue
{
    public int Requests { get; set; }

    public string Unit { get; set; } = "";
}
