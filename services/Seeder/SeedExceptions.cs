namespace KosovoNato.Seeder;

/// <summary>The exception for an invalid seed file or argument. Nothing was written.</summary>
public sealed class SeedFileException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The exception for a write that a service rejected. Its batch was not written; earlier batches were.</summary>
public sealed class SeedRejectedException(string message, Exception cause) : Exception(message, cause);
