using Microsoft.Extensions.Logging;

namespace KosovoNato.Testing;

/// <summary>One log entry of level Error or above.</summary>
/// <param name="Level">Error or Critical.</param>
/// <param name="Category">The logger's name.</param>
/// <param name="Event">The stable event name. Null if the entry has none.</param>
/// <param name="Message">The formatted text.</param>
/// <param name="Exception">The logged exception, if any.</param>
public sealed record LoggedError(LogLevel Level, string Category, string? Event, string Message, Exception? Exception)
{
    public override string ToString() => $"{Level} {Category} [{Event ?? "no event name"}] {Message}\n{Exception}".TrimEnd();
}
