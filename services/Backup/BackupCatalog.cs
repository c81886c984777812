using KosovoNato.Backup.Locations;

namespace KosovoNato.Backup;

/// <summary>The backups at a location, by service and age.</summary>
sealed class BackupCatalog(IBackupLocation location)
{
    /// <summary>Lists the backups of a service, or of all services, newest first.</summary>
    public async Task<IReadOnlyList<CatalogEntry>> ListAsync(BackupService? service, CancellationToken cancellationToken) =>
    [
        .. from file in await location.ListAsync(cancellationToken)
           let name = BackupName.TryParse(file.Name, out var parsed) ? parsed : null
           where name is not null && (service is null || name.Service == service.Name)
           orderby name.Time descending, name.Service
           select new CatalogEntry(name, file.Size),
    ];

    /// <summary>Returns the newest backup of a service.</summary>
    public async Task<BackupName> NewestAsync(BackupService service, CancellationToken cancellationToken) =>
        (await ListAsync(service, cancellationToken)) is [var newest, ..]
            ? newest.Name
            : throw new BackupException($"{location.PathOf("")} has no backup of {service.Name}.");

    /// <summary>Deletes the backups that <see cref="Expired"/> selects, and returns them.</summary>
    public async Task<IReadOnlyList<BackupName>> PruneAsync(BackupService service, int keepDays, CancellationToken cancellationToken)
    {
        var expired = Expired((await ListAsync(service, cancellationToken)).Select(entry => entry.Name), keepDays).ToList();
        foreach (var name in expired)
        {
            await location.DeleteAsync(name.ToString(), cancellationToken);
        }

        return expired;
    }

    /// <summary>
    /// Selects the backups of all days but the newest days that have one. It counts neither files, so exports by hand push nothing out, nor
    /// the days until today, so nothing expires while exports fail.
    /// </summary>
    public static IEnumerable<BackupName> Expired(IEnumerable<BackupName> names, int keepDays) =>
        names.GroupBy(name => name.Time.Date).OrderByDescending(day => day.Key).Skip(keepDays).SelectMany(day => day);
}

/// <summary>A backup at a location.</summary>
/// <param name="Size">In bytes.</param>
sealed record CatalogEntry(BackupName Name, long Size);
