using KosovoNato.Backup.Locations;

namespace KosovoNato.Backup;

/// <summary>The commands that read or fill a store.</summary>
sealed class StoreOperations(
    BackupOptions options, BackupService service, ServiceStore store, BackupLocations locations, TextWriter messages,
    TimeProvider timeProvider)
{
    public async Task ExportAsync(Func<Stream> output, CancellationToken cancellationToken)
    {
        if (options.File == "-")
        {
            await using var stream = output();
            await ReportAsync(await WriteAsync(stream), "the standard output");
            return;
        }

        var name = new BackupName(service.Name, timeProvider.GetUtcNow().UtcDateTime).ToString();
        var (location, file) = options.Directory.Length > 0
            ? (locations.OpenDirectory(options.Directory), name)
            : locations.OpenFile(options.File);
        using (location)
        {
            await ReportAsync(await location.WriteAsync(file, WriteAsync, cancellationToken), location.PathOf(file));
            if (options.KeepDays > 0)
            {
                await CatalogOperations.PruneAsync(location, options, messages, cancellationToken);
            }
        }

        Task<BackupHeader> WriteAsync(Stream stream) =>
            new Export(service, store, timeProvider).WriteAsync(options.AtRevision, stream, cancellationToken);

        Task ReportAsync(BackupHeader header, string place) => messages.WriteLineAsync($"Exported {Contents(header)}, to {place}.");
    }

    public async Task ImportAsync(Func<Stream> input, CancellationToken cancellationToken)
    {
        if (options.File == "-")
        {
            await ImportAsync(input(), "the standard input", cancellationToken);
            return;
        }

        var (location, name) = options.Directory.Length > 0
            ? (locations.OpenDirectory(options.Directory), options.Backup)
            : locations.OpenFile(options.File);
        using (location)
        {
            if (options.Directory.Length > 0 && name == BackupOptions.Newest)
            {
                name = (await new BackupCatalog(location).NewestAsync(service, cancellationToken)).ToString();
            }

            await ImportAsync(await location.OpenAsync(name, cancellationToken), location.PathOf(name), cancellationToken);
        }
    }

    public async Task DrillAsync(CancellationToken cancellationToken)
    {
        using var location = locations.OpenDirectory(options.Directory);
        var name = await new BackupCatalog(location).NewestAsync(service, cancellationToken);
        var drill = new RestoreDrill(service, store, timeProvider);
        drill.CheckAge(name, options.MaxAgeHours);
        await using var stream = await location.OpenAsync(name.ToString(), cancellationToken);
        var header = await drill.RunAsync(stream, cancellationToken);
        await messages.WriteLineAsync(
            $"Restored {Contents(header)}, from {location.PathOf(name.ToString())}. The store and the backup have the same counts.");
    }

    public async Task RenewStoreIdAsync(CancellationToken cancellationToken)
    {
        var identity = await store.RenewStoreIdAsync(cancellationToken);
        await messages.WriteLineAsync($"The store of {service.Name} has the new ID {identity}. All earlier tokens are invalid.");
    }

    async Task ImportAsync(Stream backup, string path, CancellationToken cancellationToken)
    {
        await using (backup)
        {
            var (header, identity) = await new Import(service, store).ReadAsync(backup, cancellationToken);
            await messages.WriteLineAsync($"Imported {Contents(header)}, from {path}. The store has the new ID {identity}: "
                + $"tokens of store {header.Store} are invalid, and clients have to list again.");
        }
    }

    static string Contents(BackupHeader header) => header.Floor == 0
        ? $"{header.Service} with all revisions up to {header.Head}"
        : $"{header.Service} with the {header.Resources} resources of revision {header.Floor}"
            + (header.Head == header.Floor ? "" : $" and all later revisions up to {header.Head}");
}
