using KosovoNato.Replication.Upstreams;
using KosovoNato.Serving.Access;
using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard;

/// <summary>Requires the address of every service. A service may omit an upstream, but the dashboard shows all services.</summary>
sealed class DashboardUpstreamOptionsValidator : IValidateOptions<UpstreamOptions>
{
    public ValidateOptionsResult Validate(string? name, UpstreamOptions options)
    {
        var faults = new List<string>();
        foreach (var service in RpcPermissions.Services.Select(service => service.Name))
        {
            if (options.Addresses.GetValueOrDefault(service) is not { } address || !IsHost(address))
            {
                faults.Add($"Upstreams:Addresses:{service} must be the gRPC address of that service, http://host:port or "
                    + "https://host[:port].");
            }
            else if (options.CredentialFile.Length > 0 && address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            {
                faults.Add($"Upstreams:CredentialFile is not sent to {address} without TLS. Use https.");
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    static bool IsHost(Uri address) =>
        address.IsAbsoluteUri && address.Scheme is "http" or "https" && address is { PathAndQuery: "/", UserInfo: "", Fragment: "" };
}
