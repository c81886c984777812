using System.Net;
using System.Net.Sockets;

namespace KosovoNato.Standalone;

/// <summary>Starts a store in a locked directory, within one time limit for all steps.</summary>
sealed class EmbeddedStoreStarter(EmbeddedStoreOptions options, DataDirectory directory)
{
    const int FreePortAttempts = 5;

    string progress = "Its data was still being verified.";

    public async Task<EmbeddedStore> Run(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.StartTimeout);
        try
        {
            var seal = await AofSeal.VerifyAsync(directory.FullPath, limit.Token);
            return options.Port == 0 ? await OnAnyPort(seal, limit.Token) : await OnPort(options.Port, seal, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw EmbeddedStoreException.StartTimedOut(options.StartTimeout, progress);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw EmbeddedStoreException.NotUsable(directory.FullPath, failure);
        }
    }

    async Task<EmbeddedStore> OnAnyPort(AofSeal seal, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnPort(FreePort(), seal, cancellationToken);
            }
            catch (EmbeddedStoreException taken) when (taken.ExitCode == EmbeddedStoreException.PortTakenCode && attempt < FreePortAttempts)
            {
                progress = taken.Message; // another program took the port before the server did: choose another one
            }
        }
    }

    async Task<EmbeddedStore> OnPort(int port, AofSeal seal, CancellationToken cancellationToken)
    {
        var server = ServerProcess.Start(options, directory, port);
        try
        {
            await server.Ready(cancellationToken);
            using var connection = await ControlConnection.OpenAsync(port, cancellationToken);
            await connection.Ping(cancellationToken);
            if (await connection.CommittedUntil(cancellationToken) is var loaded && loaded < seal.Length)
                throw EmbeddedStoreException.Damaged(
                    directory.FullPath, $"{seal.Length} bytes were written, but only {loaded} could be loaded");
            await ProveWritable(connection, server, cancellationToken);
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

    // Without this check, a full disk or a file of another user would only be found at the first write.
    async Task ProveWritable(ControlConnection connection, ServerProcess server, CancellationToken cancellationToken)
    {
        try
        {
            await connection.Commit(cancellationToken);
        }
        catch (IOException failure)
        {
            throw EmbeddedStoreException.NotUsable(
                directory.FullPath, new IOException($"nothing can be written; {server.Output.LastLines}", failure));
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
