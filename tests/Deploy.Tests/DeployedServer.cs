using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using k8s.Models;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.Deploy.Tests;

/// <summary>
/// One pod of a replicated store as the manifests configure it: a server and a sentinel, at a loopback address in place of the pod's name.
/// </summary>
sealed partial class DeployedServer : IAsyncDisposable
{
    /// <summary>Redis has WAITAOF since 7.2, and the service uses it since then. Debian 12 has 7.0.</summary>
    static readonly Lazy<bool> KnowsWaitAof = new(() =>
    {
        var version = Programs.Run("redis-server", Path.GetTempPath(), "", "--version");
        return Version.Parse(ServerVersion().Match(version).Groups[1].Value) >= new Version(7, 2);
    });

    readonly TemporaryDirectory folder;
    readonly V1PodSpec pod;
    readonly string network;
    readonly int number;
    readonly string? certificates;
    readonly List<Process> processes = [];

    /// <param name="network">The first three numbers of the addresses of the three pods.</param>
    /// <param name="number">The number of the pod.</param>
    /// <param name="certificates">The certificates of a store with TLS; otherwise null.</param>
    public DeployedServer(
        Manifests manifests, string store, string network, int number, TemporaryDirectory folder, MadeCertificates? certificates)
    {
        this.certificates = certificates?.FolderOf($"{store}-tls");
        (this.folder, this.network, this.number) = (folder, network, number);
        pod = manifests.Workloads.Single(workload => workload.Name == store).Pod;
        foreach (var volume in pod.Volumes.Where(volume => volume.ConfigMap is not null))
        {
            var map = manifests.Of<V1ConfigMap>().Single(map => map.Metadata.Name == volume.ConfigMap.Name);
            foreach (var (file, content) in map.Data)
            {
                File.WriteAllText(In(volume.Name, file), Here(content));
            }
        }

        File.WriteAllText(In("passwords", "password"), DeployedStore.Password);
        File.WriteAllText(In("passwords-of-members", "password"), "open-sesame-members-0123456789");
        foreach (var name in new[] { "data", "users", "tmp" })
        {
            In(name, "");
        }
    }

    public string Address => AddressOf(number);

    public static string AddressIn(string network, int number) => $"{network}.{number + 2}";

    /// <summary>Runs the init containers, and starts the server and the sentinel.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var prepare in pod.InitContainers)
        {
            string[] words = [.. prepare.Command, .. prepare.Args ?? []];
            var variables = $"HOSTNAME=store-{number} STORE=store\n";
            Programs.Run(words[0], folder.Path, "", [.. words[1..^1], variables + Here(words[^1])]);
        }

        File.AppendAllText(In("users", "users.acl"), "user observer on nopass ~* &* +@all\n");
        foreach (var (container, port) in new[] { ("redis", 6379), ("sentinel", 26379) })
        {
            var command = pod.Containers.Single(one => one.Name == container).Command;
            processes.Add(Process.Start(
                new ProcessStartInfo(command[0], [.. command.Skip(1).Select(Here), "--logfile", In("tmp", container)]))!);
            await Eventually.True(() => AnswersAsync(container, port, cancellationToken), 30, $"{container} {number} accepts connections");
        }
    }

    public async Task KillAsync()
    {
        foreach (var process in processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        processes.Clear();
    }

    /// <summary>A connection to the server with all permissions.</summary>
    public async Task<ConnectionMultiplexer> ObserveAsync()
    {
        var options = ConfigurationOptions.Parse($"{Address}:6379,user=observer,password=any,allowAdmin=true,sslHost=localhost");
        if (options.Ssl = certificates is not null)
        {
            options.TrustIssuer(Path.Combine(certificates!, "ca.crt"));
        }

        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    /// <summary>Whether the pod is ready, by the probe of the manifest.</summary>
    public bool IsReady
    {
        get
        {
            var probe = pod.Containers.Single(one => one.Name == "redis").ReadinessProbe.Exec.Command;
            try
            {
                Programs.Run(probe[0], folder.Path, "",
                    [.. probe.Skip(1).Select(word => Here(word).Replace("redis-cli ", $"redis-cli -h {Address} "))]);
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }
    }

    /// <summary>The name of the primary that this sentinel knows.</summary>
    public string Primary => Programs.Run(
        "redis-cli", folder.Path, "",
        [
            .. certificates is null ? [] : new[] { "--tls", "--cacert", Path.Combine(certificates, "ca.crt") },
            "-h", Address, "-p", "26379", "sentinel", "get-master-addr-by-name", "store",
        ]).Split('\n')[0];

    public async ValueTask DisposeAsync() => await KillAsync();

    string AddressOf(int of) => AddressIn(network, of);

    /// <summary>Replaces the names and folders of the pod with those of this test.</summary>
    string Here(string text) => text
        .Replace(" +waitaof", KnowsWaitAof.Value ? " +waitaof" : "")
        .Replace("port 26379\ndir /tmp", $"bind {Address}\nport 26379\ndir {In("tmp", "")}")
        .Replace("echo \"$STORE-$1.$STORE\"", $"echo \"{network}.$(($1 + 2))\"")
        .Replace("bind * -::*", $"bind {Address}")
        .Replace("/etc/passwords-of-store", In("passwords", ""))
        .Replace("/etc/passwords-of-backup", In("passwords-of-backup", ""))
        .Replace("/etc/passwords-of-members", In("passwords-of-members", ""))
        .Replace("/etc/replication", In("replication", ""))
        .Replace("/etc/store-tls", certificates)
        .Replace("/etc/store", In("configuration", ""))
        .Replace("/run/store", In("users", ""))
        .Replace("/data", In("data", ""));

    string In(string volume, string file)
    {
        var path = Directory.CreateDirectory(Path.Combine(folder.Path, $"{number}", volume)).FullName;
        return file.Length == 0 ? path : Path.Combine(path, file);
    }

    async Task<bool> AnswersAsync(string container, int port, CancellationToken cancellationToken)
    {
        if (processes[^1].HasExited)
        {
            Assert.Fail(await File.ReadAllTextAsync(In("tmp", container), cancellationToken));
        }

        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Parse(Address), port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@" v=([0-9.]+) ")]
    private static partial Regex ServerVersion();
}
