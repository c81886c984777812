using Grpc.AspNetCore.Server;
using Grpc.Core;
using KosovoNato.Serving.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Timeouts;

namespace KosovoNato.Serving.Access;

/// <summary>What an endpoint asks of its callers. An endpoint without one is open to everybody: health, metrics.</summary>
/// <param name="Permission">The permission that the RPC needs.</param>
/// <param name="AdminPermission">The one that includes it.</param>
sealed record RpcAccessMetadata(string Permission, string AdminPermission)
{
    /// <summary>Any identity will do, as for reflection: what it tells is in the published contracts.</summary>
    public static RpcAccessMetadata AnyIdentity { get; } = new("", "");

    public bool RequiresIdentityOnly => Permission.Length == 0;

    /// <summary>Puts the table of permissions on the endpoints of a service, in each of its wire forms.</summary>
    public static void Require(IEndpointConventionBuilder endpoints, ServicePermissions permissions)
    {
        var faults = permissions.Faults().ToList();
        if (faults.Count > 0)
        {
            throw new InvalidOperationException(
                $"The table of permissions (Serving/Access/RpcPermissions.cs) is not whole: {string.Join("; ", faults)}.");
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
