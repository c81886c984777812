using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Hosting.Telemetry;

/// <summary>
/// Lowers a Kestrel log entry that any client can provoke from Critical to Debug. If a client sends and cancels requests faster than
/// Kestrel can discard the responses, Kestrel closes the connection and logs an entry for each pending call. This needs no action, and the
/// metric kestrel.connection.duration counts it (error.type output_queue_size_exceeded). All other entries keep their level.
/// </summary>
sealed class Http2LogLevelFilter(ILoggerFactory all) : ILoggerFactory
{
    const string Category = "Microsoft.AspNetCore.Server.Kestrel.Http2";
    const string TooManyHangUps = "Http2QueueOperationsExceeded";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<LoggerFactory>();
        services.Replace(
            ServiceDescriptor.Singleton<ILoggerFactory>(provider => new Http2LogLevelFilter(provider.GetRequiredService<LoggerFactory>())));
    }

    public ILogger CreateLogger(string categoryName) =>
        categoryName == Category ? new FilteredLogger(all.CreateLogger(categoryName)) : all.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => all.AddProvider(provider);

    public void Dispose() => all.Dispose();

    sealed class FilteredLogger(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            inner.Log(eventId.Name == TooManyHangUps ? LogLevel.Debug : logLevel, eventId, state, exception, formatter);
    }
}
