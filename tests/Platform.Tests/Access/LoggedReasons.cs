using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>What a service logs, by the names of the events.</summary>
sealed class LoggedReasons : ILoggerProvider, ILogger
{
    readonly ConcurrentQueue<(string Event, string Message)> lines = new();

    public bool Say(string name, string words) =>
        lines.Any(line => line.Event == name && line.Message.Contains(words, StringComparison.Ordinal));

    public int CountOf(string name) => lines.Count(line => line.Event == name);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue((eventId.Name ?? "", formatter(state, exception)));

    public void Dispose()
    {
        // Nothing held.
    }
}
