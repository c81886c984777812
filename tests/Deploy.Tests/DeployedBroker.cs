using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using k8s.Models;
using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests;

/// <summary>
/// RabbitMQ with the configuration, users and rights of the manifests, and with TLS. Only addresses and folders differ.
/// </summary>
sealed class DeployedBroker : IAsyncDisposable
{
    const string Name = "rabbitmq";
    const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    readonly TemporaryDirectory folder = new();
    readonly Process nameServer;
    readonly Process process;

    /// <param name="manifests">The manifests with the broker.</param>
    /// <param name="certificates">Its certificate.</param>
    /// <param name="users">The content of the Secret with the users.</param>
    DeployedBroker(Manifests manifests, MadeCertificates certificates, string users)
    {
        var workload = manifests.Workloads.Single(workload => workload.Name == Name);
        foreach (var part in new[] { "cluster", "definitions" })
        {
            Directory.CreateDirectory(In(part));
        }

        var configuration = manifests.Of<V1ConfigMap>()
            .Single(map => map.Metadata.Name == workload.Pod.Volumes.Single(volume => volume.Name == "configuration").ConfigMap.Name).Data;
        foreach (var mount in workload.Containers.Single().VolumeMounts.Where(mount => mount.SubPath is not null))
        {
            var text = mount.Name == "users" ? users : configuration[mount.SubPath];
            File.WriteAllText(Here(mount.MountPath), Here(text)
                .Replace("/etc/rabbitmq-tls", certificates.FolderOf($"{Name}-tls"), StringComparison.Ordinal)
                .Replace("= 5672", $"= 127.0.0.1:{Port}", StringComparison.Ordinal));
        }

        var settings = workload.Settings.ToDictionary(variable => variable.Name, variable => Here(variable.Value));
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = folder.Path,
            ["RABBITMQ_NODENAME"] = $"deployed-{Port}@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{FreePort.Next()}",
            ["ERL_EPMD_PORT"] = $"{FreePort.Next()}",
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            // One process, instead of a shell with a child process.
            ["RUNNING_UNDER_SYSTEMD"] = "1",
        })
        {
            settings[name] = value;
        }

        // Started here, because the broker would start one that outlives it.
        nameServer = Process.Start("epmd", ["-port", settings["ERL_EPMD_PORT"], "-address", "127.0.0.1"]);
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Log += $"{line.Data}\n";
        process.ErrorDataReceived += (_, line) => Log += $"{line.Data}\n";
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; } = FreePort.Next();

    string Log { get; set; } = "";

    public static async Task<DeployedBroker> StartAsync(Manifests manifests, MadeCertificates certificates, string users)
    {
        Assert.SkipWhen(!File.Exists(Program), "rabbitmq-server is not installed.");
        var broker = new DeployedBroker(manifests, certificates, users);
        await Eventually.True(broker.AcceptsConnectionsAsync, 120, "the broker accepts connections");
        return broker;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in new[] { process, nameServer })
        {
            one.Kill(entireProcessTree: true);
            await one.WaitForExitAsync();
            one.Dispose();
        }

        folder.Dispose();
    }

    async Task<bool> AcceptsConnectionsAsync()
    {
        Assert.False(process.HasExited, Log);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Replaces the folders of the container with those of this test.</summary>
    string Here(string text) => text
        .Replace("/etc/rabbitmq/", $"{folder.Path}/", StringComparison.Ordinal)
        .Replace("/etc/cluster", In("cluster"), StringComparison.Ordinal)
        .Replace("/etc/definitions", In("definitions"), StringComparison.Ordinal)
        .Replace("/data/", $"{folder.Path}/", StringComparison.Ordinal)
        .Replace("/var/lib/rabbitmq", folder.Path, StringComparison.Ordinal);

    string In(string part) => Path.Combine(folder.Path, part);
}
