using System.Diagnostics;

namespace KosovoNato.Testing;

/// <summary>
/// The name server of Erlang, through which the nodes of a broker and its tools find each other, and the directory with their shared
/// cookie. Started here, because a broker would start one that outlives it.
/// </summary>
internal sealed class RabbitNameServer : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kosovonato-rabbit-");
    private Process? server;

    public int Port { get; } = FreePort.Next();

    /// <summary>The home directory of the nodes. The first node creates the cookie in it.</summary>
    public string Home => folder.FullName;

    public void Start() => server ??= Process.Start("epmd", ["-port", $"{Port}", "-address", "127.0.0.1"]);

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            server.Kill();
            await server.WaitForExitAsync();
            server.Dispose();
        }

        folder.Delete(recursive: true);
    }
}
