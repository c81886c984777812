using System.Diagnostics;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>An S3 server with one bucket, as a process on loopback. It verifies signatures. Shared by the tests of a class.</summary>
public sealed class S3Server : IAsyncLifetime
{
    public const string Bucket = "backups";
    const string Key = "S3RVER";

    readonly TemporaryDirectory folder = new();
    readonly int port = FreePort.Next();
    Process? process;

    public string Address => $"127.0.0.1:{port}";

    public async ValueTask InitializeAsync()
    {
        var server = RepositoryPaths.File("tests", "EndToEnd.Tests", "S3", "server.js");
        process = Process.Start(
            new ProcessStartInfo("node", [server, Path.Combine(folder.Path, "data"), $"{port}"]) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WithinAsync(30);
        Assert.True(line == "ready", "The S3 server does not start: run npm ci in tests/EndToEnd.Tests/S3.");
    }

    /// <summary>Returns the settings of the backup program for this server, or for a proxy to it.</summary>
    /// <param name="changes">Other values of single settings.</param>
    internal Dictionary<string, string?> Settings(string? address = null, params (string Name, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["S3:ServiceUrl"] = $"http://{address ?? Address}",
            ["S3:AccessKeyFile"] = File("access.key", $"{Key}\n"),
            ["S3:SecretKeyFile"] = File("secret.key", Key),
        };
        foreach (var (name, value) in changes)
        {
            settings[name] = value;
        }

        return settings;
    }

    /// <summary>Writes a file for a setting, and returns its path.</summary>
    internal string File(string name, string content) => folder.Write(name, content);

    /// <summary>The number of parts of an object that is being uploaded.</summary>
    internal int PartsOf(string name) =>
        (from key in Directory.GetFiles(folder.Path, "key", SearchOption.AllDirectories)
         where System.IO.File.ReadAllText(key).EndsWith($"/{name}", StringComparison.Ordinal)
         from file in Directory.GetFiles(Path.GetDirectoryName(key)!)
         where int.TryParse(Path.GetFileName(file), out _)
         select file).Count();

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        folder.Dispose();
    }
}
