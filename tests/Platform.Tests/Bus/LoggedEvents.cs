using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>Everything a service logs, with the names of the events.</summary>
sealed class LoggedEvents : ILoggerProvider
{
    readonly ConcurrentQueue<(LogLevel Level, string Event, string Text)> entries = new();

    public int Count(string name) => entries.Count(entry => entry.Event == name);

    public string All => string.Join('\n', entries.Select(entry => $"{entry.Level} {entry.Event} {entry.Text}"));

    public ILogger CreateLogger(string categoryName) => new Collector(entries);

    public void Dispose()
    {
        // Nothing held.
    }

    sealed class Collector(ConcurrentQueue<(LogLevel Level, string Event, string Text)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            entries.Enqueue((logLevel, eventId.Name ?? "", $"{formatter(state, exception)} {exception}"));
    }
}
