using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>
/// A service as a real child process, so that it can be killed. Its ports stay the same across restarts, as those of a
/// replica behind one name would.
/// </summary>
public sealed class ServiceProcess : ITestedService
{
    // Length-prefixed empty HealthCheckRequest, and SERVING as it comes back: too little to need a client library.
    static readonly byte[] HealthRequest = [0, 0, 0, 0, 0];
    static readonly byte[] Serving = [0, 0, 0, 0, 2, 8, 1];
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    readonly string program;
    readonly Dictionary<string, string> settings;
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kosovonato-process-");
    readonly ConcurrentQueue<string> lines = new();
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };
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

    /// <summary>Everything the process has written, across restarts.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>Log entries of level Error and above, each with the lines that belong to it.</summary>
    public IReadOnlyList<string> Errors => ConsoleErrors.In(lines);

    /// <summary>Starts a built service, which accepts <see cref="RunningService.Key"/>, and returns once it is ready to write.</summary>
    /// <param name="project">The service's folder and project, such as "Recognitions".</param>
    /// <param name="settings">Its settings, such as "Store:Configuration".</param>
    /// <param name="cancellationToken">Gives up early.</param>
    public static async Task<ServiceProcess> StartAsync(
        string project, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var service = new ServiceProcess(ProgramOf(project), settings);
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

    /// <summary>Starts the process, after it was killed or terminated, and waits until it is ready.</summary>
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

    /// <summary>Starts the process and returns at once: for a start that is meant to find no store, or one that it must refuse.</summary>
    public void Launch()
    {
        Assert.False(IsRunning, "The service runs already.");
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[$"KOSOVONATO_{name.Replace(":", "__", StringComparison.Ordinal)}"] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>
    /// Asks grpc.health.v1 whether it can write; with TLS, the port that has none. False also if nobody answers.
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

    /// <summary>SIGKILL, as a crash would end it; returns once it is gone.</summary>
    public async Task KillAsync()
    {
        if (process is { } killed)
        {
            killed.Kill();
            await EndAsync(killed, 10);
        }
    }

    /// <summary>SIGTERM, as an orchestrator stops it. Returns once it is gone; fails if that takes more than 30 s.</summary>
    public async Task TerminateAsync()
    {
        var stopped = process ?? throw new InvalidOperationException("The service does not run.");
        using var kill = Process.Start("kill", ["-TERM", stopped.Id.ToString(CultureInfo.InvariantCulture)]);
        // Its own end is waited for, not that of its output, which may come later.
        await Eventually.True(() => stopped.HasExited, seconds: 30);
        await EndAsync(stopped, 10);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        http.Dispose();
        folder.Delete(recursive: true);
    }

    // Next to this test's own output, in the same configuration: what the build of the test project has built. TEST_SERVICES names
    // the .artifacts/bin of another release instead, to see what that one does.
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
