using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>
/// Collects the log entries of a tested server with level Error and above. An error means that someone must act, so a test that did not
/// provoke it has found a bug: call <see cref="AssertNone"/> at the end of the test.
/// </summary>
public sealed class UnexpectedErrors : ILoggerProvider
{
    private readonly ConcurrentQueue<LoggedError> entries = new();
    private readonly ConcurrentDictionary<string, byte> expected = new(StringComparer.Ordinal);

    /// <summary>All entries collected so far, including expected ones.</summary>
    public IReadOnlyCollection<LoggedError> Entries => entries;

    /// <summary>Names the events that this test provokes. They may occur before or after this call, any number of times.</summary>
    public void Expect(params ReadOnlySpan<string> eventNames)
    {
        foreach (var name in eventNames)
        {
            expected[name] = 0;
        }
    }

    /// <summary>Fails the test, and shows all errors that were not named in <see cref="Expect"/>.</summary>
    public void AssertNone()
    {
        var unexpected = entries.Where(entry => entry.Event is null || !expected.ContainsKey(entry.Event)).ToList();
        if (unexpected.Count > 0)
        {
            Assert.Fail($"{unexpected.Count} unexpected error(s) in the log:\n{string.Join('\n', unexpected)}");
        }
    }

    public ILogger CreateLogger(string categoryName) => new Collector(categoryName, entries);

    public void Dispose()
    {
        // Nothing to dispose. Do not check for errors here: hosts dispose their log providers, and an exception would hide the test's own
        // failure.
    }

    private sealed class Collector(string category, ConcurrentQueue<LoggedError> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Error or LogLevel.Critical;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                entries.Enqueue(new(logLevel, category, eventId.Name, formatter(state, exception), exception));
            }
        }
    }
}
