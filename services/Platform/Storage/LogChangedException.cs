namespace KosovoNato.Storage;

/// <summary>While a <see cref="LogReader"/> read a log, its store was replaced or its revisions were compacted. Start again.</summary>
public sealed class LogChangedException(string message) : Exception(message);
