using System.Net.Http.Headers;
using KosovoNato.Replication.Upstreams;
using Yarp.ReverseProxy.Forwarder;

namespace KosovoNato.Dashboard.Forwarding;

/// <summary>
/// Of a page's call, only what gRPC-Web needs goes on. Cookies and credentials of the browser stay here; the dashboard has its
/// own.
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
