using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Testing;

/// <summary>All log entries of a service, with their event names.</summary>
public sealed class LoggedEvents : ILoggerProvider, ILogger
{
    readonly ConcurrentQueue<(LogLevel Level, string Event, string Text)> entries = new();

    public string All => string.Join('\n', entries.Select(entry => $"{entry.Level} {entry.Event} {entry.Text}"));

    public int Count(string name) => entries.Count(entry => entry.Event == name);

    /// <summary>Whether an event of this name contains the text.</summary>
    public bool Contains(string name, string text) =>
        entries.Any(entry => entry.Event == name && entry.Text.Contains(text, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        entries.Enqueue((logLevel, eventId.Name ?? "", $"{formatter(state, exception)} {exception}"));

    public void Dispose()
    {
        // Nothing to dispose.
    }
}
