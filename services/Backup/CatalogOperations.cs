using KosovoNato.Backup.Locations;

namespace KosovoNato.Backup;

/// <summary>The commands that need no store.</summary>
sealed class CatalogOperations(BackupOptions options, BackupLocations locations, TextWriter messages)
{
    /// <summary>Writes the name and size of each backup, newest first.</summary>
    public async Task ListAsync(Func<Stream> output, CancellationToken cancellationToken)
    {
        using var location = locations.OpenDirectory(options.Directory);
        var entries = await new BackupCatalog(location).ListAsync(options.Service, cancellationToken);
        await using (var lines = new StreamWriter(output()))
        {
            foreach (var (name, size) in entries)
            {
                await lines.WriteLineAsync($"{name}\t{size}");
            }
        }

        await messages.WriteLineAsync($"{entries.Count} backups in {options.Directory}.");
    }

    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        using var location = locations.OpenDirectory(options.Directory);
        await PruneAsync(location, options, messages, cancellationToken);
    }

    /// <summary>Deletes the expired backups, and names each.</summary>
    public static async Task PruneAsync(
        IBackupLocation location, BackupOptions options, TextWriter messages, CancellationToken cancellationToken)
    {
        foreach (var name in await new BackupCatalog(location).PruneAsync(options.Service!, options.KeepDays, cancellationToken))
        {
            await messages.WriteLineAsync($"Deleted {location.PathOf(name.ToString())}.");
        }
    }
}
