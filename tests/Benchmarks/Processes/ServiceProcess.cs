using System.Globalization;
using System.Net.Http.Headers;
using KosovoNato.Testing;

namespace KosovoNato.Benchmarks.Processes;

/// <summary>A measured service.</summary>
sealed class ServiceProcess(ChildProcess child, string address) : IAsyncDisposable
{
    // Not a secret: the key is for a store that exists only during the measurement.
    const string Key = "benchmark-key-of-this-run";

    public ChildProcess Child => child;

    public string Address => address;

    public static Grpc.Core.Metadata Credentials { get; } =
        new() { { "authorization", new AuthenticationHeaderValue("Bearer", Key).ToString() } };

    /// <summary>The time from the start of the process until it reports ready.</summary>
    public TimeSpan StartTook { get; private set; }

    /// <summary>The CPU time that the process used until then.</summary>
    public TimeSpan StartUsed { get; private set; }

    /// <param name="project">The name of the service's project.</param>
    /// <param name="settings">Further settings, for example the addresses of its upstreams.</param>
    public static async Task<ServiceProcess> StartAsync(
        string folder, string store, CancellationToken cancellationToken, string project = "Recognitions",
        params IReadOnlyList<(string Name, string Value)> settings)
    {
        var keys = Path.Combine(folder, "keys");
        await File.WriteAllTextAsync(keys, $"benchmark:{Key}\n", cancellationToken);
        int grpc = FreePort.Next(), http = FreePort.Next();
        var child = ChildProcess.Start(
            "dotnet", [Folders.Service(project)], Path.Combine(folder, $"{project}.log"), null,
            [.. settings.Select(setting => ($"KOSOVONATO_{setting.Name}", setting.Value)),
            ("KOSOVONATO_Store__Configuration", store),
            ("KOSOVONATO_Access__ApiKeyFile", keys),
            ("KOSOVONATO_Listen__GrpcPort", grpc.ToString(CultureInfo.InvariantCulture)),
            ("KOSOVONATO_Listen__HttpPort", http.ToString(CultureInfo.InvariantCulture)),
            // All streams of the measurement come from one address.
            ("KOSOVONATO_Watch__MaxStreamsPerCaller", "20000")]);
        var service = new ServiceProcess(child, $"http://127.0.0.1:{grpc.ToString(CultureInfo.InvariantCulture)}");
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };
        var ready = new Uri($"http://127.0.0.1:{http.ToString(CultureInfo.InvariantCulture)}/health/ready");
        service.StartTook = await Readiness.UntilAsync(
            "The service", child, async () => (await client.GetAsync(ready, cancellationToken)).EnsureSuccessStatusCode().Dispose(),
            cancellationToken);
        service.StartUsed = child.Used;
        return service;
    }

    public ValueTask DisposeAsync() => child.DisposeAsync();
}
