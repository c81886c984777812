using Microsoft.Extensions.Logging;

namespace KosovoNato.Testing;

/// <summary>One log entry of level Error or above.</summary>
/// <param name="Level">Error or Critical.</param>
/// <param name="Category">The logger's name.</param>
/// <param name="Event">The stable event name, null if it was logged without one.</param>
/// <param name="Message">The formatted text.</param>
/// <param name="Exception">The exception logged with it, if any.</param>
public sealed record LoggedError(LogLevel Level, string Category, string? Event, string Message, Exception? Exception)
{
    public override string ToString() => $"{Level} {Category} [{Event ?? "no event name"}] {Message}\n{Exception}".TrimEnd();
}
