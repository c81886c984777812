using System.Net.Sockets;

namespace KosovoNato.Standalone;

/// <summary>
/// A store for one machine: garnet-server as a child process on 127.0.0.1. It lets the whole system run with only the .NET SDK, and serves
/// tests. Writes before a successful COMMITAOF survive <c>kill -9</c> of the server and of this process. The server ends when this process
/// ends, for any reason.
/// </summary>
/// <remarks>
/// There are no checkpoints: the append-only file is the only source of truth. It grows with writes but not with restarts, and loads at
/// about 200 MB per second. Never send a script inside MULTI: the server hangs.
/// </remarks>
public sealed class EmbeddedStore : IAsyncDisposable
{
    static readonly TimeSpan SealInterval = TimeSpan.FromSeconds(1);
    static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);
    static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(5);

    readonly DataDirectory directory;
    readonly AofSeal seal;
    readonly ServerProcess server;
    readonly PeriodicTimer sealTick = new(SealInterval);
    readonly Task sealing;
    readonly Lock gate = new();
    Task? ended;

    internal EmbeddedStore(DataDirectory directory, AofSeal seal, ServerProcess server, int port)
    {
        (this.directory, this.seal, this.server, Port) = (directory, seal, server, port);
        (ProcessId, Exited) = (server.Id, server.Exited);
        sealing = KeepSealed();
    }

    public int Port { get; }

    /// <summary>The connection string for StackExchange.Redis.</summary>
    public string Configuration => $"127.0.0.1:{Port}";

    /// <summary>The process ID of the server. Killing that process kills the store.</summary>
    public int ProcessId { get; }

    /// <summary>Completes when the server has ended, for any reason.</summary>
    public Task Exited { get; }

    /// <summary>Starts the store, and returns when it has loaded its data and responds.</summary>
    /// <exception cref="EmbeddedStoreException">The store cannot be started. The message says what to do.</exception>
    public static async Task<EmbeddedStore> StartAsync(EmbeddedStoreOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        var directory = await DataDirectory.OpenAsync(options.DataDirectory, cancellationToken);
        try
        {
            return await new EmbeddedStoreStarter(options, directory).Run(cancellationToken);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Ends the server like a crash (SIGKILL), and releases the directory and the port.</summary>
    public Task KillAsync() => End(orderly: false);

    /// <summary>Writes everything acknowledged so far to disk, ends the server, and releases the directory and the port.</summary>
    public ValueTask DisposeAsync() => new(End(orderly: true));

    Task End(bool orderly)
    {
        lock (gate)
            return ended ??= EndOnce(orderly);
    }

    async Task EndOnce(bool orderly)
    {
        try
        {
            if (!orderly)
                await server.KillAsync();
            sealTick.Dispose();
            await sealing;
            if (!Exited.IsCompleted)
                await CommitAndExit();
        }
        finally
        {
            server.Dispose();
            directory.Dispose();
        }
    }

    async Task CommitAndExit()
    {
        await Attempt("The last commit", async (connection, limit) =>
        {
            await connection.Commit(limit);
            await seal.ExtendAsync(await connection.CommittedUntil(limit), limit);
        });
        server.CloseInput();
        if (await Task.WhenAny(Exited, Task.Delay(ExitLimit)) != Exited)
            await server.KillAsync();
    }

    async Task KeepSealed()
    {
        while (await sealTick.WaitForNextTickAsync() && !Exited.IsCompleted)
            await Attempt("Sealing", async (connection, limit) => await seal.ExtendAsync(await connection.CommittedUntil(limit), limit));
    }

    // Acknowledged writes are on disk even without this step; the next start can only verify less. Therefore the store keeps running.
    async Task Attempt(string step, Func<ControlConnection, CancellationToken, Task> work)
    {
        using var limit = new CancellationTokenSource(AnswerLimit);
        try
        {
            // Use a new connection each time: a connection that broke in the middle of a response would return a wrong response next.
            using var connection = await ControlConnection.OpenAsync(Port, limit.Token);
            await work(connection, limit.Token);
        }
        catch (Exception failure)
            when (failure is IOException or SocketException or UnauthorizedAccessException or OperationCanceledException)
        {
            server.Output.Write($"{step} did not succeed: {failure.Message}");
        }
    }
}
