using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>
/// A service as a real child process, so that it can be killed. Its ports stay the same across restarts, like those of a replica with a
/// fixed name.
/// </summary>
public sealed class ServiceProcess : ITestedService
{
    // A length-prefixed empty HealthCheckRequest, and the response SERVING: too little to need a client library.
    static readonly byte[] HealthRequest = [0, 0, 0, 0, 0];
    static readonly byte[] Serving = [0, 0, 0, 0, 2, 8, 1];
    static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    readonly string program;
    readonly Dictionary<string, string> settings;
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kosovonato-process-");
    readonly ConcurrentQueue<string> lines = new();
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };
    IReadOnlyDictionary<string, string> environment = new Dictionary<string, string>();
    Process? process;

    ServiceProcess(string program, IReadOnlyDictionary<string, string> settings)
    {
        this.program = program;
        var keyFile = Path.Combine(folder.FullName, "keys");
        File.WriteAllText(keyFile, RunningService.KeyLine);
        this.settings = new Dictionary<string, string> { ["Access:ApiKeyFile"] = keyFile };
        foreach (var (name, value) in settings)
        {
            this.settings[name] = value;
        }

        this.settings["Listen:GrpcPort"] = GrpcPort.ToString(CultureInfo.InvariantCulture);
        this.settings["Listen:HttpPort"] = HttpPort.ToString(CultureInfo.InvariantCulture);
    }

    public int GrpcPort { get; } = FreePort.Next();

    public int HttpPort { get; } = FreePort.Next();

    public Uri GrpcAddress => new($"http://127.0.0.1:{GrpcPort}");

    public Uri HttpAddress => new($"http://127.0.0.1:{HttpPort}");

    public bool IsRunning => process is { HasExited: false };

    /// <summary>The output of the process, across restarts.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>The log entries of level Error and above, each with all its lines.</summary>
    public IReadOnlyList<string> Errors => ConsoleErrors.In(lines);

    /// <summary>Starts a built service that accepts <see cref="RunningService.Key"/>, and returns when it can write.</summary>
    /// <param name="project">The service's folder and project, for example "Recognitions".</param>
    /// <param name="settings">The settings of the service, for example "Store:Configuration".</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <param name="environment">More environment variables.</param>
    public static async Task<ServiceProcess> StartAsync(
        string project, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var service = new ServiceProcess(ProgramOf(project), settings) { environment = environment ?? new Dictionary<string, string>() };
        var started = false;
        try
        {
            await service.StartAgainAsync(cancellationToken);
            started = true;
            return service;
        }
        finally
        {
            if (!started)
            {
                await service.DisposeAsync();
            }
        }
    }

    /// <summary>Starts the process after it was killed or terminated, and waits until it is ready.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        Launch();
        var start = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (!IsRunning || Stopwatch.GetElapsedTime(start) > StartLimit)
            {
                Assert.Fail($"{program} is {(IsRunning ? "not ready" : "gone")} after "
                    + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s:\n{string.Join('\n', lines.TakeLast(40))}");
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }

    /// <summary>
    /// Starts the process and returns immediately. For a start without a store, or with a store that the service must reject.
    /// </summary>
    public void Launch()
    {
        Assert.False(IsRunning, "The service runs already.");
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[$"KOSOVONATO_{name.Replace(":", "__", StringComparison.Ordinal)}"] = value;
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>
    /// Whether the service reports over grpc.health.v1 that it can write; with TLS, over the port without TLS. False also if there is no
    /// response.
    /// </summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (settings.ContainsKey("Listen:Tls:CertificateFile"))
            {
                using var health = await http.GetAsync(
                    new Uri($"http://127.0.0.1:{settings["Listen:MetricsPort"]}/health/ready"), cancellationToken);
                return health.IsSuccessStatusCode;
            }

            using var request = HealthCheck();
            using var answer = await http.SendAsync(request, cancellationToken);
            return (await answer.Content.ReadAsByteArrayAsync(cancellationToken)).AsSpan().SequenceEqual(Serving);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Kills the process with SIGKILL, like a crash, and returns when it has ended.</summary>
    public async Task KillAsync()
    {
        if (process is { } killed)
        {
            killed.Kill();
            await EndAsync(killed, 10);
        }
    }

    /// <summary>Terminates the process with SIGTERM, like an orchestrator. Returns when it has ended; fails after 30 s.</summary>
    public async Task TerminateAsync()
    {
        var stopped = process ?? throw new InvalidOperationException("The service does not run.");
        using var kill = Process.Start("kill", ["-TERM", stopped.Id.ToString(CultureInfo.InvariantCulture)]);
        // Wait for the end of the process, not of its output, which may come later.
        await Eventually.True(() => stopped.HasExited, seconds: 30);
        await EndAsync(stopped, 10);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        http.Dispose();
        folder.Delete(recursive: true);
    }

    // Beside the output of this test project, in the same configuration: its build has built the service as well. TEST_SERVICES can name
    // the .artifacts/bin of another release, to test that release instead.
    static string ProgramOf(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var built = Environment.GetEnvironmentVariable("TEST_SERVICES") ?? own.Parent!.Parent!.FullName;
        var path = Path.Combine(built, project, own.Name, $"KosovoNato.{project}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException(
            $"{project} is not built: the test project must refer to it.", path);
    }

    HttpRequestMessage HealthCheck() => new(HttpMethod.Post, new Uri(GrpcAddress, "/grpc.health.v1.Health/Check"))
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Content = new ByteArrayContent(HealthRequest) { Headers = { ContentType = new("application/grpc") } },
        Headers = { TE = { new("trailers") } },
    };

    async Task EndAsync(Process ended, double seconds)
    {
        await ended.WaitForExitAsync(CancellationToken.None).WithinAsync(seconds);
        ended.Dispose();
        process = null;
    }

    void Keep(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
