using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using k8s.Models;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.Deploy.Tests;

/// <summary>
/// Redis as the manifests configure it: their configuration, and the users that their script creates from a password. Only the address and
/// the data folder differ, and an observer user is added.
/// </summary>
sealed class DeployedStore : IAsyncDisposable
{
    public const string Password = "open-sesame-0123456789";
    public const string BackupPassword = "open-sesame-backup-0123456789";
    /// <summary>The store in the manifests, for whose name its certificate is.</summary>
    public const string Name = "recognitions-store";
    const string Program = "redis-server";

    readonly TemporaryDirectory folder = new();
    readonly string? certificates;
    readonly string[] listen;
    Process process;

    DeployedStore(Manifests manifests, MadeCertificates? certificates)
    {
        this.certificates = certificates?.FolderOf($"{Name}-tls");
        var pod = manifests.Workloads.Single(workload => workload.Name == Name).Pod;
        var map = manifests.Of<V1ConfigMap>().Single(
            map => map.Metadata.Name == pod.Volumes.Single(volume => volume.Name == "configuration").ConfigMap.Name);
        foreach (var (file, content) in map.Data)
        {
            File.WriteAllText(In(file), Here(content));
        }

        Directory.CreateDirectory(In("data"));
        Directory.CreateDirectory(In("passwords"));
        File.WriteAllText(In("passwords", "password"), Password);
        if (pod.Volumes.Any(volume => volume.Name == "passwords-of-backup"))
        {
            Directory.CreateDirectory(In("backup"));
            File.WriteAllText(In("backup", "password"), BackupPassword);
        }

        var prepare = pod.InitContainers.Single();
        Programs.Run(prepare.Command[0], folder.Path, "", [.. prepare.Command.Skip(1), .. prepare.Args.Select(Here)]);
        File.AppendAllText(In("made.acl"), "user observer on nopass ~* &* +@all\n");
        listen = certificates is null
            ? ["--port", $"{Port}"]
            : [.. pod.Containers.Single().Command.Skip(2).Select(part => part == "6379" ? $"{Port}" : Here(part))];
        process = Launch();
    }

    public int Port { get; } = FreePort.Next();

    /// <summary>A connection with all permissions.</summary>
    public IConnectionMultiplexer Observer { get; private set; } = null!;

    /// <param name="manifests">The manifests with the store.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <param name="certificates">The certificates of a store that listens with TLS, as its command says; otherwise null.</param>
    public static async Task<DeployedStore> StartAsync(
        Manifests manifests, CancellationToken cancellationToken, MadeCertificates? certificates = null)
    {
        if (!IsInstalled)
        {
            Assert.Fail($"{Program} is not installed: apt-get install --no-install-recommends {Program}.");
        }

        var store = new DeployedStore(manifests, certificates);
        await Eventually.True(store.AcceptsConnectionsAsync, 30, "the store accepts connections");
        var observer = ConfigurationOptions.Parse(
            $"127.0.0.1:{store.Port},user=observer,password=any,allowAdmin=true,connectTimeout=20000");
        if (store.certificates is { } folder)
        {
            (observer.Ssl, observer.SslHost) = (true, Name);
            observer.TrustIssuer(Path.Combine(folder, "ca.crt"));
        }

        store.Observer = await ConnectionMultiplexer.ConnectAsync(observer);
        return store;
    }

    /// <summary>Kills the store and starts it again with its data.</summary>
    public async Task RestartAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = Launch();
        await Eventually.True(AcceptsConnectionsAsync, 30, "the store accepts connections");
        await Eventually.True(() => Observer.IsConnected, 30);
    }

    Process Launch() => Process.Start(
        new ProcessStartInfo(Program, [In("redis.conf"), "--bind", "127.0.0.1", .. listen, "--logfile", In("log")]))!;

    async Task<bool> AcceptsConnectionsAsync()
    {
        Assert.False(process.HasExited, "The store ended at its start.");
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

    /// <summary>The commands that the store rejected, each as "user: command".</summary>
    public async Task<IReadOnlyList<string>> RefusedAsync()
    {
        var refused = (RedisResult[])(await Observer.GetDatabase().ExecuteAsync("ACL", "LOG"))!;
        return [.. refused.Select(entry => entry.ToDictionary()).Select(entry => $"{entry["username"]}: {entry["object"]}").Distinct()];
    }

    /// <summary>The commands that the store executed.</summary>
    public async Task<IReadOnlySet<string>> CarriedOutAsync()
    {
        var statistics = (string)(await Observer.GetDatabase().ExecuteAsync("INFO", "commandstats"))!;
        return statistics.Split('\n').Where(
            line => line.StartsWith("cmdstat_", StringComparison.Ordinal) && !line.Contains(":calls=0,", StringComparison.Ordinal))
            .Select(line => line["cmdstat_".Length..line.IndexOf(':', StringComparison.Ordinal)]).ToHashSet();
    }

    /// <summary>The commands that the service's user may execute.</summary>
    public IReadOnlySet<string> Permitted =>
        File.ReadAllLines(In("made.acl")).Single(line => line.StartsWith("user service ", StringComparison.Ordinal))
        .Split(' ').Where(word => word.StartsWith('+')).Select(word => word[1..]).ToHashSet();

    public async ValueTask DisposeAsync()
    {
        if (Observer is not null)
        {
            await Observer.DisposeAsync();
        }

        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Dispose();
    }

    static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(part => File.Exists(Path.Combine(part, Program)));

    /// <summary>Replaces the folders of the container with those of this test.</summary>
    string Here(string text) => new StringBuilder(text)
        .Replace("/run/store/users.acl", In("made.acl"))
        .Replace("/etc/passwords-of-store", In("passwords"))
        .Replace("/etc/passwords-of-backup", In("backup"))
        .Replace("/etc/store-tls", certificates)
        .Replace("/etc/store", folder.Path)
        .Replace("dir /data", $"dir {In("data")}")
        .ToString();

    string In(params ReadOnlySpan<string> parts) => Path.Combine([folder.Path, .. parts]);
}
