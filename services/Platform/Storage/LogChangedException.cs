namespace KosovoNato.Storage;

/// <summary>
/// The exception that is thrown when the store is replaced or compacted while a <see cref="LogReader"/> reads its log. The caller must
/// start again.
/// </summary>
public sealed class LogChangedException(string message) : Exception(message);
