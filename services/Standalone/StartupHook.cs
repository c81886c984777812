using System.Diagnostics;
using System.Runtime.InteropServices;
using KosovoNato.Standalone;

/// <summary>
/// Runs inside the embedded server before its own code (DOTNET_STARTUP_HOOKS; the runtime requires this name without a namespace). It ties
/// the server's life to this program: when the pipe on the server's standard input closes, for any reason, the server ends. The
/// alternatives are worse: the kernel's parent-death signal fires when a *thread* of the parent ends, and a shell that watches the pipe can
/// be killed alone, or kill another process that reuses the process ID.
/// </summary>
/// <remarks>Only types of the base class library may be used here, because the server does not load our packages.</remarks>
static class StartupHook
{
    public const string LockVariable = "KOSOVONATO_STORE_LOCK";

    static readonly List<IDisposable> held = [];

    public static void Initialize()
    {
        var watch = new Thread(EndWithParent) { IsBackground = true, Name = "end with parent" };
        watch.Start();

        // Ctrl-C in a terminal and the stop of a service manager reach the whole process group. The store must outlive the services that
        // still write to it, so it ignores the signals and ends after its parent.
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            held.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = true));

        held.Add(WaitForTurn(watch));
    }

    // The server of a crashed parent ends after a moment. Two servers must never write to the same directory.
    static FileStream WaitForTurn(Thread watch)
    {
        var path = Environment.GetEnvironmentVariable(LockVariable)!;
        for (var told = false; ; told = true)
        {
            if (DirectoryLock.TryTake(path) is { } turn)
                return turn;
            if (!told)
                Console.WriteLine("Waiting for the store of an earlier run to end.");
            watch.Join(TimeSpan.FromMilliseconds(20));
        }
    }

    static void EndWithParent()
    {
        using var pipe = Console.OpenStandardInput();
        while (pipe.ReadByte() >= 0)
            continue;
        // Kill the process immediately: acknowledged writes are on disk, and a normal stop could hang and keep the directory locked.
        Process.GetCurrentProcess().Kill();
    }
}
