namespace KosovoNato.Backup;

/// <summary>Something cannot be done as it was asked for; the message says what to do. Nothing was changed.</summary>
sealed class BackupException(string message, Exception? cause = null) : Exception(message, cause);
