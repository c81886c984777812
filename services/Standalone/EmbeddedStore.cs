using System.Net.Sockets;

namespace KosovoNato.Standalone;

/// <summary>
/// A store for one machine: garnet-server as a child process on 127.0.0.1, for running everything with nothing but
/// the SDK, and for tests. What was written before an answered COMMITAOF survives <c>kill -9</c> of the server and
/// of us. The server ends when we end, however that happens.
/// </summary>
/// <remarks>
/// No checkpoints: the append-only file is the only truth, it grows by what is written and not by restarts, and it
/// loads at about 200 MB a second. Never send a script inside MULTI: the server hangs.
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

    /// <summary>The server's own process: killing it kills the store.</summary>
    public int ProcessId { get; }

    /// <summary>Completes when the server has ended, by us or by itself.</summary>
    public Task Exited { get; }

    /// <summary>Starts the store and returns when it answers with all its data loaded.</summary>
    /// <exception cref="EmbeddedStoreException">It cannot be started; the message says what to do.</exception>
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

    /// <summary>Ends the server as a crash would (SIGKILL), and frees the folder and the port.</summary>
    public Task KillAsync() => End(orderly: false);

    /// <summary>Puts on disk what was answered so far, ends the server, and frees the folder and the port.</summary>
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
            await Attempt("A seal", async (connection, limit) => await seal.ExtendAsync(await connection.CommittedUntil(limit), limit));
    }

    // What was acknowledged is on disk without it; less can be checked at the next start. So the store goes on.
    async Task Attempt(string step, Func<ControlConnection, CancellationToken, Task> work)
    {
        using var limit = new CancellationTokenSource(AnswerLimit);
        try
        {
            // A new connection each time: one that broke in the middle of an answer would give the wrong next one.
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
