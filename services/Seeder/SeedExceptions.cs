namespace KosovoNato.Seeder;

/// <summary>A seed file or an argument is wrong. Nothing was written.</summary>
public sealed class SeedFileException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The service refused a write. The batch with it was not written; batches before it were.</summary>
public sealed class SeedRejectedException(string message, Exception cause) : Exception(message, cause);
