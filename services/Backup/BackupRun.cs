using System.ComponentModel.DataAnnotations;
using KosovoNato.Storage;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace KosovoNato.Backup;

/// <summary>Runs a command, and reports the result.</summary>
/// <param name="settings">The settings of the service. Only the section "Store" is read.</param>
sealed class BackupRun(IConfiguration settings, Func<Stream> input, Func<Stream> output, TimeProvider timeProvider)
{
    /// <param name="messages">Gets the messages, because an export may use the standard output.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(BackupOptions options, TextWriter messages, CancellationToken cancellationToken)
    {
        try
        {
            await using var store = await ServiceStore.OpenAsync(options.Service, Store());
            await messages.WriteLineAsync(options.Command switch
            {
                BackupOptions.Export => await ExportAsync(options, store, cancellationToken),
                BackupOptions.Import => await ImportAsync(options, store, cancellationToken),
                _ => await RenewStoreIdAsync(options, store, cancellationToken),
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

    async Task<string> ExportAsync(BackupOptions options, ServiceStore store, CancellationToken cancellationToken)
    {
        var export = new Export(options.Service, store, timeProvider);
        if (options.File == "-")
        {
            await using var stream = output();
            return Told(await export.WriteAsync(options.AtRevision, stream, cancellationToken), "the standard output");
        }

        var file = new BackupFile(options, timeProvider.GetUtcNow());
        var header = await file.WriteAsync(stream => export.WriteAsync(options.AtRevision, stream, cancellationToken));
        return Told(header, file.Path);
    }

    async Task<string> ImportAsync(BackupOptions options, ServiceStore store, CancellationToken cancellationToken)
    {
        await using var stream = options.File == "-" ? input() : File.OpenRead(options.File);
        var (header, identity) = await new Import(options.Service, store).ReadAsync(stream, cancellationToken);
        return $"Imported {Contents(header)}. The store has the new ID {identity}: "
            + $"tokens of store {header.Store} are invalid, and clients have to list again.";
    }

    static async Task<string> RenewStoreIdAsync(BackupOptions options, ServiceStore store, CancellationToken cancellationToken)
    {
        var identity = await store.RenewStoreIdAsync(cancellationToken);
        return $"The store of {options.Service.Name} has the new ID {identity}. All earlier tokens are invalid.";
    }

    StoreOptions Store()
    {
        try
        {
            var options = settings.GetSection("Store").Get<StoreOptions>() ?? new StoreOptions();
            var wrong = new List<ValidationResult>();
            if (!Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true))
            {
                throw Wrong(string.Join(" ", wrong.Select(one => one.ErrorMessage)));
            }

            _ = ConfigurationOptions.Parse(options.Configuration);
            return options;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or InvalidOperationException)
        {
            throw Wrong(unreadable.Message);
        }
    }

    static BackupException Wrong(string settings) => new(
        $"The settings of the store are invalid: {settings} Correct KOSOVONATO_Store__Configuration and KOSOVONATO_Store__KeyPrefix.");

    static string Told(BackupHeader header, string place) => $"Exported {Contents(header)}, to {place}.";

    static string Contents(BackupHeader header) => header.Floor == 0
        ? $"{header.Service} with all revisions up to {header.Head}"
        : $"{header.Service} with the {header.Resources} resources of revision {header.Floor}"
            + (header.Head == header.Floor ? "" : $" and all later revisions up to {header.Head}");
}
