using System.Collections.Frozen;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Serving.Access;

/// <summary>Who calls, what they may do, and until when that is known to hold.</summary>
/// <param name="Actor">The name for the record.</param>
/// <param name="Permissions">What the caller may do; nothing set means everything.</param>
/// <param name="ExpiresAt">When the identity ends, with the skew of clocks that is granted; streams end then.</param>
sealed record Caller(string Actor, FrozenSet<string>? Permissions, DateTimeOffset ExpiresAt)
{
    public bool IsAnonymous { get; init; }

    public bool HasPermission(RpcAccessMetadata rpc) =>
        Permissions is null || Permissions.Contains(rpc.Permission) || Permissions.Contains(rpc.AdminPermission);

    public static Caller Of(ServerCallContext context) => context.GetHttpContext().Features.Get<Caller>()!;

    /// <summary>
    /// What limits are counted by: the identity, else the network that the caller comes from. A whole /64 of IPv6 is one, as
    /// whoever has one of its addresses has all of them.
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
    /// <summary>The name of the caller, for the record.</summary>
    public static string Actor(this ServerCallContext context) => Caller.Of(context).Actor;
}
