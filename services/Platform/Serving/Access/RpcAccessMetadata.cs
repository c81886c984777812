using Grpc.AspNetCore.Server;
using Grpc.Core;
using KosovoNato.Serving.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Timeouts;

namespace KosovoNato.Serving.Access;

/// <summary>The access that an endpoint requires. Endpoints without this metadata are open to all callers: health and metrics.</summary>
/// <param name="Permission">The permission that the RPC requires.</param>
/// <param name="AdminPermission">The permission that includes it.</param>
sealed record RpcAccessMetadata(string Permission, string AdminPermission)
{
    /// <summary>Requires an identity but no permission. Reflection uses it, because it reveals only the published contracts.</summary>
    public static RpcAccessMetadata AnyIdentity { get; } = new("", "");

    /// <summary>Requires nothing, and counts against the rate of the caller's address. The descriptions of the service use it.</summary>
    public static RpcAccessMetadata Public { get; } = new("", "") { IsPublic = true };

    public bool IsPublic { get; private init; }

    public bool IsWrite { get; } = Permission.EndsWith(".write", StringComparison.Ordinal);

    public bool RequiresIdentityOnly => Permission.Length == 0;

    /// <summary>Adds the permissions, and the timeout of unary calls, to the endpoints of a service, for each wire format.</summary>
    public static void Require(IEndpointConventionBuilder endpoints, ServicePermissions permissions)
    {
        var faults = permissions.Faults().ToList();
        if (faults.Count > 0)
        {
            throw new InvalidOperationException(
                $"The table of permissions (Serving/Access/RpcPermissions.cs) is invalid: {string.Join("; ", faults)}.");
        }

        var admin = permissions.Permission(ServicePermissions.Admin);
        endpoints.Add(endpoint =>
        {
            if (endpoint.Metadata.OfType<GrpcMethodMetadata>().FirstOrDefault() is { Method: var method })
            {
                endpoint.Metadata.Add(new RpcAccessMetadata(permissions.Of(method.Name), admin));
                if (method.Type == MethodType.Unary)
                {
                    endpoint.Metadata.Add(new RequestTimeoutAttribute(RequestLimits.UnaryTimeout));
                }
            }
        });
    }
}
