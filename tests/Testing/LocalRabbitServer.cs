using System.Diagnostics;

namespace KosovoNato.Testing;

/// <summary>RabbitMQ as a plain child process on loopback, with its own directory.</summary>
/// <param name="seed">The node whose cluster this node joins at its first start; null for a broker of one node.</param>
internal sealed class LocalRabbitServer(RabbitNameServer names, LocalRabbitServer? seed = null) : RabbitServer
{
    private const string Programs = "/usr/lib/rabbitmq/bin";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kosovonato-rabbit-");
    private readonly int distributionPort = FreePort.Next();
    private Process? broker;

    /// <summary>The name of the node.</summary>
    public string Node => $"test-{Port}@localhost";

    public bool IsRunning => broker is not null;

    public static bool IsInstalled => File.Exists(Path.Combine(Programs, "rabbitmq-server"));

    public override async Task<string> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(StartOf(tool, arguments))!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException(
                $"{tool} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}{await errors}");
    }

    public override async Task KillAsync(CancellationToken cancellationToken)
    {
        if (broker is { } killed)
        {
            killed.Kill(entireProcessTree: true);
            await killed.WaitForExitAsync(cancellationToken);
            killed.Dispose();
            broker = null;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        folder.Delete(recursive: true);
        if (seed is null)
        {
            await names.DisposeAsync();
        }
    }

    private protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await KillAsync(cancellationToken);
        names.Start();
        await File.WriteAllTextAsync(
            PathOf("rabbitmq.conf"),
            $"""
            log.console = false
            vm_memory_high_watermark.absolute = 1GB
            disk_free_limit.absolute = 50MB
            cluster_partition_handling = pause_minority
            cluster_formation.peer_discovery_backend = classic_config
            cluster_formation.classic_config.nodes.1 = {(seed ?? this).Node}

            """,
            cancellationToken);
        var started = Process.Start(StartOf("rabbitmq-server", []))!;
        broker = started;
        var output = "";
        started.OutputDataReceived += (_, line) => output += line.Data + "\n";
        started.ErrorDataReceived += (_, line) => output += line.Data + "\n";
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        await WaitUntilReadyAsync(() => started.HasExited ? output : null, cancellationToken);
    }

    private ProcessStartInfo StartOf(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(
            Path.Combine(Programs, program), arguments)
        { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = names.Home,
            // One process, instead of a shell with a child process.
            ["RUNNING_UNDER_SYSTEMD"] = "1",
            ["RABBITMQ_NODENAME"] = Node,
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{Port}",
            ["RABBITMQ_DIST_PORT"] = $"{distributionPort}",
            ["ERL_EPMD_PORT"] = $"{names.Port}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_MNESIA_BASE"] = PathOf("data"),
            ["RABBITMQ_LOG_BASE"] = PathOf("log"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = PathOf("enabled_plugins"),
            ["RABBITMQ_CONFIG_FILE"] = PathOf("rabbitmq"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["LANG"] = "C.UTF-8",
        })
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
