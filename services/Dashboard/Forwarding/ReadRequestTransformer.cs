using System.Net.Http.Headers;
using KosovoNato.Replication.Upstreams;
using Yarp.ReverseProxy.Forwarder;

namespace KosovoNato.Dashboard.Forwarding;

/// <summary>
/// Forwards only the headers that gRPC-Web needs. Cookies and credentials of the browser are dropped; the dashboard has its own credential.
/// </summary>
sealed class ReadRequestTransformer(UpstreamCredential credential) : HttpTransformer
{
    static readonly string[] ForwardedHeaders = [
        "Accept", "X-Grpc-Web", "X-User-Agent", "Grpc-Timeout", "Grpc-Accept-Encoding", "Traceparent"];

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        foreach (var name in ForwardedHeaders)
        {
            if (httpContext.Request.Headers.TryGetValue(name, out var values))
            {
                proxyRequest.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        proxyRequest.Content!.Headers.TryAddWithoutValidation("Content-Type", httpContext.Request.ContentType);
        if (credential.IsSet)
        {
            proxyRequest.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await credential.ReadAsync(cancellationToken));
        }
    }
}
