using KosovoNato.Standalone.Sandbox;

namespace KosovoNato.Standalone;

/// <summary>The parsed arguments of the command line.</summary>
/// <param name="DataDirectory">The directory of the data and the API key.</param>
/// <param name="GrpcPort">The gRPC port of the first service; 0 for free ports.</param>
/// <param name="HttpPort">The HTTP port of the first service; 0 for free ports.</param>
/// <param name="SeedDirectory">The directory of the seeds.</param>
/// <param name="PrintsJson">Whether the output is the content of the address file, instead of a summary for people.</param>
/// <param name="Sandbox">The demo, and whether callers may write.</param>
sealed record StandaloneOptions(
    string DataDirectory, int GrpcPort, int HttpPort, string SeedDirectory, bool PrintsJson, SandboxOptions Sandbox)
{
    public const int MaxFirstPort = ushort.MaxValue - (PortStep * (Services - 1));
    const int Services = 4;
    const int PortStep = 10;

    /// <summary>The key file of the callers.</summary>
    public string KeyFile => Path.Combine(DataDirectory, "api.key");

    /// <summary>The key file of the services: that of the callers, or one that also has the keys of this program.</summary>
    public string ServiceKeyFile => Sandbox.NeedsOwnKeys ? Path.Combine(DataDirectory, "own.key") : KeyFile;

    public string AddressFile => Path.Combine(DataDirectory, "addresses.json");

    /// <summary>Returns the ports of the services, in order, from the port of the first one.</summary>
    public static IReadOnlyList<int> Ports(int first) =>
        [.. Enumerable.Range(0, Services).Select(service => first == 0 ? 0 : first + (PortStep * service))];

    /// <exception cref="StandaloneException">Two services would get the same port.</exception>
    public void Check()
    {
        if (Ports(GrpcPort).Intersect(Ports(HttpPort)).FirstOrDefault() is not 0 and var port)
        {
            throw StandaloneException.WrongArgument($"--grpc-port and --http-port must give different ports, but both give {port}.");
        }
    }
}
