using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace KosovoNato.Standalone;

/// <summary>
/// The server as a child process. Its output goes to a log of limited size, and it ends when the pipe to its standard input closes.
/// </summary>
sealed class ServerProcess : IDisposable
{
    // The server prints this after it has bound the port, so another program on the port cannot be mistaken for it.
    const string ReadyLine = "Ready to accept connections";
    const string PortTakenText = "AddressAlreadyInUse";

    readonly Process process;
    readonly int port;
    readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ServerProcess(Process process, int port, ServerOutputLog output)
    {
        (this.process, this.port, Output) = (process, port, output);
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
    }

    public ServerOutputLog Output { get; }

    public int Id => process.Id;

    /// <summary>Completes when the process has ended and all its output has been read.</summary>
    public Task Exited { get; private set; } = Task.CompletedTask;

    public static ServerProcess Start(EmbeddedStoreOptions options, DataDirectory directory, int port)
    {
        if (!File.Exists(options.ServerPath))
            throw EmbeddedStoreException.NotInstalled(options.ServerPath);

        var start = new ProcessStartInfo(DotnetPath(), Arguments(options, directory, port))
        {
            WorkingDirectory = directory.FullPath,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_gcServer"] = "0"; // the server asks for server GC: not faster here, but more memory
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.LockVariable] = directory.ServerLock;

        var child = new ServerProcess(new Process { StartInfo = start }, port, new ServerOutputLog(directory.FullPath));
        try
        {
            child.process.Start();
        }
        catch (Win32Exception failure)
        {
            child.Dispose();
            throw EmbeddedStoreException.NotInstalled(start.FileName, failure);
        }
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        child.Exited = child.process.WaitForExitAsync(CancellationToken.None);
        return child;
    }

    public async Task Ready(CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(ready.Task, Exited).WaitAsync(cancellationToken) == Exited)
            throw Output.Mentions(PortTakenText)
                ? EmbeddedStoreException.PortTaken(port)
                : EmbeddedStoreException.ExitedDuringStart(Output.LastLines);
    }

    /// <summary>Kills the process.</summary>
    public async Task KillAsync()
    {
        process.Kill(); // does nothing if it has ended
        await Exited;
    }

    /// <summary>Closes the input pipe, so that the server ends as it would if this process crashed.</summary>
    public void CloseInput() => process.StandardInput.Close();

    public void Dispose()
    {
        process.Dispose();
        Output.Dispose();
    }

    void Read(string? line)
    {
        if (line is null)
            return;
        Output.Write(line);
        if (line.Contains(ReadyLine, StringComparison.Ordinal))
            ready.TrySetResult();
    }

    static string[] Arguments(EmbeddedStoreOptions options, DataDirectory directory, int port) =>
    [
        options.ServerPath,
        "--bind", "127.0.0.1", "--port", $"{port}",
        "--memory", options.Memory, "--index", "16m",
        "--storage-tier", "--logdir", directory.FullPath, "--checkpointdir",
        directory.FullPath, // without the tier, old keys are lost silently
        "--device-type", "FileStream", // writes through to the disk; the default needs a newer system library
        "--aof", "--aof-commit-freq", "-1", // the writer sends COMMITAOF: many writes share one flush
        "--aof-segment-size", $"{AofSeal.SegmentMegabytes}m",
        "--recover", "--fail-on-recovery-error", // otherwise an unreadable file starts as an empty store
        "--lua", "--lua-transaction-mode", // without it, scripts of two connections interleave
        "--minthreads", "64",
    ];

    // The running program may be its own executable, so use the dotnet host of the current runtime.
    static string DotnetPath()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(root) ? root : name;
    }
}
