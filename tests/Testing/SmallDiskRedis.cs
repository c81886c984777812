using System.Diagnostics;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>
/// Redis with its data on a disk of a few megabytes that a test can fill, under a supervisor that restarts it. The disk is a tmpfs in a
/// mount namespace of its own, so it needs no rights on the machine beyond user namespaces.
/// </summary>
public sealed class SmallDiskRedis : IAsyncDisposable
{
    const string Script = """
        mount -t tmpfs -o size=4m tmpfs "$1"
        while :; do
          redis-server --bind 127.0.0.1 --port "$2" --dir "$1" --appendonly yes --appendfsync always --save "" >/dev/null
          echo "exit $?"
          sleep 0.2
        done
        """;

    readonly int port = FreePort.Next();
    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("kosovonato-disk-");
    readonly Process supervisor;
    int exits;

    SmallDiskRedis()
    {
        supervisor = Process.Start(new ProcessStartInfo(
            "unshare",
            ["--map-root-user", "--mount", "--pid", "--fork", "--kill-child", "sh", "-uc", Script, "sh", directory.FullName, $"{port}"])
        {
            RedirectStandardOutput = true,
        })!;
        supervisor.OutputDataReceived += (_, line) => exits += line.Data?.StartsWith("exit", StringComparison.Ordinal) == true ? 1 : 0;
        supervisor.BeginOutputReadLine();
    }

    public string Configuration => $"127.0.0.1:{port}";

    /// <summary>How often Redis has ended.</summary>
    public int Exits => exits;

    public static async Task<SmallDiskRedis> StartAsync(CancellationToken cancellationToken)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has mount namespaces.");
        var redis = new SmallDiskRedis();
        await StoreReadinessProbe.WaitAsync(
            redis.port, () => redis.supervisor.HasExited ? "unshare ended: user namespaces are not permitted" : null, cancellationToken);
        return redis;
    }

    /// <summary>Fills the disk to the last byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in (int[])[4096, 1])
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // Full for pieces of this size.
            }
        }
    }

    /// <summary>Frees the space that <see cref="Fill"/> took.</summary>
    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        supervisor.Kill(entireProcessTree: true);
        await supervisor.WaitForExitAsync();
        supervisor.Dispose();
        directory.Delete(recursive: true);
    }

    // The mount is only visible through a process in its namespace: the supervisor's child.
    string Filler => $"/proc/{ChildOf(supervisor.Id)}/root{directory.FullName}/filler";

    static string ChildOf(int process) => File.ReadAllText($"/proc/{process}/task/{process}/children").Trim().Split(' ')[0];
}
