namespace KosovoNato.Backup;

/// <summary>
/// Restores a backup to an empty store, reads everything back as an export does, and compares. A store that is used for nothing else proves
/// that the backup can be restored.
/// </summary>
sealed class RestoreDrill(BackupService service, ServiceStore store, TimeProvider timeProvider)
{
    /// <summary>Returns the header of the restored backup.</summary>
    public async Task<BackupHeader> RunAsync(Stream backup, CancellationToken cancellationToken)
    {
        var (header, _) = await new Import(service, store).ReadAsync(backup, cancellationToken);
        var restored = await new Export(service, store, timeProvider).WriteAsync(at: null, Stream.Null, cancellationToken);
        Compare(header, restored);
        return header;
    }

    /// <summary>Rejects a store that does not have the revisions and resources of its backup.</summary>
    public static void Compare(BackupHeader backup, BackupHeader restored)
    {
        if (CountsOf(restored) != CountsOf(backup))
        {
            throw new BackupException(
                $"The restored store differs from the backup. Backup: {CountsOf(backup)}. Store: {CountsOf(restored)}. "
                + "Keep both, and report this as a bug.");
        }
    }

    /// <summary>Rejects a backup that is older than expected, because the exports or their copies have stopped.</summary>
    /// <param name="maxHours">0 accepts any age.</param>
    public void CheckAge(BackupName name, int maxHours)
    {
        if (maxHours > 0 && timeProvider.GetUtcNow().UtcDateTime - name.Time > TimeSpan.FromHours(maxHours))
        {
            throw new BackupException(
                $"The newest backup is {name}, which is more than {maxHours} hours old. Find out why exports stopped.");
        }
    }

    static string CountsOf(BackupHeader header) =>
        $"{header.Resources} resources at revision {header.Floor} and {header.Changes} revisions up to {header.Head}";
}
