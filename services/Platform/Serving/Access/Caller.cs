using System.Collections.Frozen;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Serving.Access;

/// <summary>A caller: its name, its permissions, and how long they are valid.</summary>
/// <param name="Actor">The name that is recorded with changes.</param>
/// <param name="Permissions">The permissions of the caller; null means all.</param>
/// <param name="ExpiresAt">When the identity expires, including the tolerated clock skew. Streams end then.</param>
sealed record Caller(string Actor, FrozenSet<string>? Permissions, DateTimeOffset ExpiresAt)
{
    public bool IsAnonymous { get; init; }

    public bool HasPermission(RpcAccessMetadata rpc) =>
        Permissions is null || Permissions.Contains(rpc.Permission) || Permissions.Contains(rpc.AdminPermission);

    public static Caller Of(ServerCallContext context) => context.GetHttpContext().Features.Get<Caller>()!;

    /// <summary>
    /// The key by which limits are counted: the identity, or the network of a caller without one. All addresses of an IPv6 /64 share a key,
    /// because they usually belong to one client.
    /// </summary>
    public string PartitionKey(HttpContext httpContext)
    {
        if (!IsAnonymous)
        {
            return $"caller {Actor}";
        }

        return ShareOfAddress(httpContext);
    }

    public static string ShareOfAddress(HttpContext httpContext)
    {
        if (httpContext.Connection.RemoteIpAddress is not { } address)
        {
            return "address unknown";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? $"network {Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))}"
            : $"address {address}";
    }
}

static class CallerExtensions
{
    /// <summary>Returns the name of the caller, for the record.</summary>
    public static string Actor(this ServerCallContext context) => Caller.Of(context).Actor;
}
