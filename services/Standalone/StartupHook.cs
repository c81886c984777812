using System.Diagnostics;
using System.Runtime.InteropServices;
using KosovoNato.Standalone;

/// <summary>
/// Runs inside the embedded server, before its own code (DOTNET_STARTUP_HOOKS; the runtime asks for this name without
/// a namespace). It binds the server's life to ours: when the pipe on its standard input closes, however we ended,
/// it ends. The other ways were worse: a death signal of the kernel fires when a *thread* of the parent ends, and a
/// shell that watches the pipe can be killed by itself, or kill a stranger with a reused process id.
/// </summary>
/// <remarks>Only types of the base library may be used here: the server does not load our packages.</remarks>
static class StartupHook
{
    public const string LockVariable = "KOSOVONATO_STORE_LOCK";

    static readonly List<IDisposable> held = [];

    public static void Initialize()
    {
        var watch = new Thread(EndWithParent) { IsBackground = true, Name = "end with parent" };
        watch.Start();

        // A terminal's Ctrl-C and a service manager's stop reach the whole group. The store must outlive those who
        // are still writing to it; it ends when they have ended.
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            held.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = true));

        held.Add(WaitForTurn(watch));
    }

    // The server of a crashed parent needs a moment to notice; two must never write to one folder.
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
        // At once: what was acknowledged is on disk, and an orderly end could hang and keep the folder.
        Process.GetCurrentProcess().Kill();
    }
}
