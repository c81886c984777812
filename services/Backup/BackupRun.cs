using KosovoNato.Backup.Locations;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace KosovoNato.Backup;

/// <summary>Runs a command, and turns its outcome into messages and an exit code.</summary>
/// <param name="settings">The settings of the program. Only the sections "Store" and "S3" are read.</param>
sealed class BackupRun(IConfiguration settings, Func<Stream> input, Func<Stream> output, TimeProvider timeProvider)
{
    readonly BackupLocations locations = new(settings);

    /// <param name="messages">Gets the messages, because an export and a list use the standard output.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(BackupOptions options, TextWriter messages, CancellationToken cancellationToken)
    {
        try
        {
            await (options.Command switch
            {
                BackupOptions.List => new CatalogOperations(options, locations, messages).ListAsync(output, cancellationToken),
                BackupOptions.Prune => new CatalogOperations(options, locations, messages).PruneAsync(cancellationToken),
                _ => RunOnStoreAsync(options, options.Service!, messages, cancellationToken),
            });
            return ExitCodes.Success;
        }
        catch (BackupException refused)
        {
            await messages.WriteLineAsync(refused.Message);
            return ExitCodes.Rejected;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await messages.WriteLineAsync("Interrupted. The command had full effect or none; unless it reported success, run it again.");
            return ExitCodes.Failed;
        }
        catch (Exception unfit) when (unfit is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException
            or InvalidDataException)
        {
            await messages.WriteLineAsync(unfit.Message);
            return ExitCodes.Rejected;
        }
        catch (Exception failure) when (failure is RedisException or RedisCommandException or TimeoutException or IOException)
        {
            // The response to the last step may have been lost, so the message cannot say that nothing was changed.
            await messages.WriteLineAsync($"Failed: {failure.Message.TrimEnd('.')}. "
                + "The command had full effect or none. Run it again; an import that succeeded is then rejected.");
            return ExitCodes.Failed;
        }
    }

    async Task RunOnStoreAsync(BackupOptions options, BackupService service, TextWriter messages, CancellationToken cancellationToken)
    {
        await using var store = await ServiceStore.OpenAsync(service, StoreSettings.Read(settings));
        var operations = new StoreOperations(options, service, store, locations, messages, timeProvider);
        await (options.Command switch
        {
            BackupOptions.Export => operations.ExportAsync(output, cancellationToken),
            BackupOptions.Import => operations.ImportAsync(input, cancellationToken),
            BackupOptions.Drill => operations.DrillAsync(cancellationToken),
            _ => operations.RenewStoreIdAsync(cancellationToken),
        });
    }
}
