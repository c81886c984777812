using System.Net;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Transport;

/// <summary>Validates the rules of listener options that attributes cannot express.</summary>
sealed class ListenerOptionsValidator : IValidateOptions<ListenerOptions>
{
    public ValidateOptionsResult Validate(string? name, ListenerOptions options)
    {
        var faults = new List<string>();
        if (!IPAddress.TryParse(options.Address, out _))
        {
            faults.Add($"Listen:Address must be an IP address such as 127.0.0.1 or 0.0.0.0, not \"{options.Address}\".");
        }

        if (options.Tls is { } tls && (tls.CertificateFile.Length == 0 || tls.KeyFile.Length == 0))
        {
            faults.Add("Listen:Tls needs both CertificateFile and KeyFile.");
        }

        int[] ports = [.. new[] { options.GrpcPort, options.HttpPort, options.MetricsPort ?? 0 }.Where(port => port > 0)];
        if (ports.Distinct().Count() < ports.Length)
        {
            faults.Add("Listen: GrpcPort, HttpPort and MetricsPort must differ.");
        }

        if (options.AddressFile.Length > 0 && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(options.AddressFile))))
        {
            faults.Add($"Listen:AddressFile must be a file in an existing directory, not \"{options.AddressFile}\".");
        }

        foreach (var (index, proxy) in options.TrustedProxies.Index())
        {
            if (!ClientAddress.TryParse(proxy, out _))
            {
                faults.Add($"Listen:TrustedProxies:{index} must be the address of a proxy or the smallest network of them, for example "
                    + $"10.0.0.7 or 10.244.0.0/16, not \"{proxy}\".");
            }
        }

        for (var i = 0; i < options.AllowedOrigins.Count; i++)
        {
            if (!CrossOriginMiddleware.IsOrigin(options.AllowedOrigins[i])
                && options.AllowedOrigins is not [CrossOriginMiddleware.AnyOrigin])
            {
                faults.Add($"Listen:AllowedOrigins:{i} must be an origin such as https://example.org, without a path and without a default "
                    + $"port, or * as the only entry; not \"{options.AllowedOrigins[i]}\".");
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
