namespace KosovoNato.Backup;

/// <summary>The exception for a command that cannot be run as requested. The message says what to do. No store was changed.</summary>
sealed class BackupException(string message, Exception? cause = null) : Exception(message, cause);
