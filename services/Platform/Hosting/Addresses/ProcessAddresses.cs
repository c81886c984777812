using System.Text.Json;
using System.Text.Json.Serialization;

namespace KosovoNato.Hosting.Addresses;

/// <summary>Where the services of a process listen, in a form for programs. The README documents the JSON form.</summary>
/// <param name="ProcessId">The process, which tells a reader whether the file was left behind by a crash.</param>
/// <param name="Services">The addresses by service, for example <c>recognitions</c>.</param>
/// <param name="ApiKeyFile">The file with the API key for writes; null if the caller has it from elsewhere.</param>
public sealed record ProcessAddresses(
    int ProcessId, IReadOnlyDictionary<string, ServiceAddresses> Services, string? ApiKeyFile = null)
{
    static readonly JsonSerializerOptions OneLine = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    static readonly JsonSerializerOptions Indented = new(OneLine) { WriteIndented = true };

    /// <summary>Returns the addresses as JSON, on one line unless indented.</summary>
    public string ToJson(bool isIndented = false) => JsonSerializer.Serialize(this, isIndented ? Indented : OneLine);
}

/// <summary>The addresses of one service.</summary>
/// <param name="Grpc">The address for gRPC, scheme, host and port.</param>
/// <param name="Http">The address for JSON, gRPC-Web, health and metrics, scheme, host and port.</param>
public sealed record ServiceAddresses(string Grpc, string Http)
{
    /// <param name="urls">The addresses of the server, in the order in which its ports were opened.</param>
    public static ServiceAddresses From(IEnumerable<string> urls) =>
        urls.Take(2).Select(Reachable).ToList() is [var grpc, var http]
            ? new(grpc, http)
            : throw new InvalidOperationException("The server does not listen on its two ports.");

    /// <summary>An address without a path. A reader of the file is on this machine, so a wildcard becomes the loopback address.</summary>
    static string Reachable(string url)
    {
        var uri = new UriBuilder(url);
        uri.Host = uri.Host switch
        {
            "0.0.0.0" => "127.0.0.1",
            "[::]" => "[::1]",
            var host => host,
        };
        return uri.Uri.GetLeftPart(UriPartial.Authority);
    }
}
