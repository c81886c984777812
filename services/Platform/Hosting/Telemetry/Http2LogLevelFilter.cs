using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Hosting.Telemetry;

/// <summary>
/// Loggers in which nobody can raise an alarm by what he does to a connection of his own. Who asks and hangs up faster than answers
/// can be dropped has his connection closed, and Kestrel calls that critical, once for each of his calls that was under way. Nobody
/// has to act, and it is counted (kestrel.connection.duration, error.type output_queue_size_exceeded); so it is for whoever looks
/// closely. All else stays as loud as it is.
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
