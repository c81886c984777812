using System.Net;
using System.Net.Sockets;

namespace KosovoNato.Standalone;

/// <summary>The way from a held folder to a store that answers, within one limit for all of it.</summary>
sealed class StoreStart(EmbeddedStoreOptions options, DataDirectory directory)
{
    const int FreePortAttempts = 5;

    string progress = "Its data was still being checked.";

    public async Task<EmbeddedStore> Run(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.StartLimit);
        try
        {
            var seal = await AofSeal.VerifyAsync(directory.FullPath, limit.Token);
            return options.Port == 0 ? await OnAnyPort(seal, limit.Token) : await OnPort(options.Port, seal, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw EmbeddedStoreException.TooSlow(options.StartLimit, progress);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw EmbeddedStoreException.NotUsable(directory.FullPath, failure);
        }
    }

    async Task<EmbeddedStore> OnAnyPort(AofSeal seal, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnPort(FreePort(), seal, cancellation);
            }
            catch (EmbeddedStoreException taken) when (taken.ExitCode == EmbeddedStoreException.PortTakenCode && attempt < FreePortAttempts)
            {
                progress = taken.Message; // between our look and the server's start someone else took it: look again
            }
        }
    }

    async Task<EmbeddedStore> OnPort(int port, AofSeal seal, CancellationToken cancellation)
    {
        var server = ServerProcess.Start(options, directory, port);
        try
        {
            await server.Ready(cancellation);
            using var connection = await ControlConnection.OpenAsync(port, cancellation);
            await connection.Ping(cancellation);
            if (await connection.CommittedUntil(cancellation) is var loaded && loaded < seal.Length)
                throw EmbeddedStoreException.Damaged(directory.FullPath, $"{seal.Length} bytes were written, but only {loaded} could be loaded");
            await ProveWritable(connection, server, cancellation);
            return new EmbeddedStore(directory, seal, server, port);
        }
        catch
        {
            progress = server.Output.LastLines;
            await server.KillAsync();
            server.Dispose();
            throw;
        }
    }

    // A full disk or a file of another user would otherwise show at somebody's first write.
    async Task ProveWritable(ControlConnection connection, ServerProcess server, CancellationToken cancellation)
    {
        try
        {
            await connection.Commit(cancellation);
        }
        catch (IOException failure)
        {
            throw EmbeddedStoreException.NotUsable(directory.FullPath, new IOException($"nothing can be written; {server.Output.LastLines}", failure));
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
