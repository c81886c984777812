using Grpc.Core;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Wire;

/// <summary>The header <c>ETag</c> of a JSON response with one resource, for the header <c>If-Match</c> of a later write.</summary>
static class EtagHeader
{
    /// <param name="context">The context of a JSON call.</param>
    public static void Set(ServerCallContext context, ResourceVersion version) =>
        context.GetHttpContext().Response.Headers.ETag = $"\"{((IResource)version.Message).Etag}\"";
}
