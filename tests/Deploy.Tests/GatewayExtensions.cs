namespace KosovoNato.Deploy.Tests;

sealed class Gateway : Extension<GatewaySpec>;

sealed class GatewaySpec
{
    public string GatewayClassName { get; set; } = "";

    public GatewayInfrastructure Infrastructure { get; set; } = new();

    public List<GatewayListener> Listeners { get; set; } = [];
}

sealed class GatewayInfrastructure
{
    public Reference ParametersRef { get; set; } = new();
}

sealed class GatewayListener
{
    public string Name { get; set; } = "";

    public string Protocol { get; set; } = "";

    public int Port { get; set; }

    public string Hostname { get; set; } = "";

    public GatewayTls Tls { get; set; } = new();

    public Dictionary<string, object> AllowedRoutes { get; set; } = [];
}

sealed class GatewayTls
{
    public string Mode { get; set; } = "";

    public List<Reference> CertificateRefs { get; set; } = [];
}

sealed class GrpcRoute : Extension<GrpcRouteSpec>;

sealed class GrpcRouteSpec
{
    public List<Reference> ParentRefs { get; set; } = [];

    public List<GrpcRouteRule> Rules { get; set; } = [];
}

sealed class GrpcRouteRule
{
    public List<GrpcRouteMatch> Matches { get; set; } = [];

    public List<Reference> BackendRefs { get; set; } = [];
}

sealed class GrpcRouteMatch
{
    public GrpcMethod Method { get; set; } = new();
}

sealed class GrpcMethod
{
    public string Type { get; set; } = "";

    public string Service { get; set; } = "";
}

sealed class HttpRoute : Extension<HttpRouteSpec>;

sealed class HttpRouteSpec
{
    public List<Reference> ParentRefs { get; set; } = [];

    public List<HttpRouteRule> Rules { get; set; } = [];
}

sealed class HttpRouteRule
{
    public List<HttpRouteMatch> Matches { get; set; } = [];

    public List<HttpRouteFilter> Filters { get; set; } = [];

    public List<Reference> BackendRefs { get; set; } = [];
}

sealed class HttpRouteFilter
{
    public string Type { get; set; } = "";

    public HttpRedirect? RequestRedirect { get; set; }
}

sealed class HttpRedirect
{
    public string Scheme { get; set; } = "";

    public int StatusCode { get; set; }
}

sealed class HttpRouteMatch
{
    public HttpPath Path { get; set; } = new();
}

sealed class HttpPath
{
    public string Type { get; set; } = "";

    public string Value { get; set; } = "";
}

sealed class BackendTlsPolicy : Extension<BackendTlsPolicySpec>;

sealed class BackendTlsPolicySpec
{
    public List<Reference> TargetRefs { get; set; } = [];

    public BackendTlsValidation Validation { get; set; } = new();
}

sealed class BackendTlsValidation
{
    public string Hostname { get; set; } = "";

    public List<Reference> CaCertificateRefs { get; set; } = [];
}
