using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace KosovoNato.Hosting.Telemetry;

/// <summary>
/// Writes each log entry as one line of JSON if Logging:Console:FormatterName is json: time, level, event name, message, values, trace,
/// exception and category. Replaces the .NET formatter of this name, which omits the event name.
/// </summary>
sealed class JsonLineConsoleFormatter(TimeProvider timeProvider) : ConsoleFormatter(ConsoleFormatterNames.Json)
{
    const string Template = "{OriginalFormat}";
    const string FormatterName = "Logging:Console:FormatterName";

    public static void Offer(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var own = services.Where(
            service => service.ServiceType == typeof(ConsoleFormatter) && service.ImplementationType?.Name == "JsonConsoleFormatter")
                .ToList();
        own.ForEach(service => services.Remove(service));
        services.AddSingleton<ConsoleFormatter, JsonLineConsoleFormatter>();
        // The host sets its default formatter in code, which would override the setting.
        services.PostConfigure<ConsoleLoggerOptions>(
            console => console.FormatterName = builder.Configuration[FormatterName] ?? console.FormatterName);
    }

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("time", timeProvider.GetUtcNow().UtcDateTime);
            json.WriteString("level", logEntry.LogLevel.ToString());
            json.WriteString("event", logEntry.EventId.Name ?? logEntry.Category);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            WriteValues(json, logEntry.State);
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
            {
                json.WriteString("trace_id", activity.TraceId.ToHexString());
                json.WriteString("span_id", activity.SpanId.ToHexString());
            }

            if (logEntry.Exception is { } exception)
            {
                json.WriteString("exception", exception.ToString());
            }

            json.WriteString("category", logEntry.Category);
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
    }

    /// <summary>Writes all values except integers as JSON strings, so that a value from a caller cannot add a line.</summary>
    static void WriteValues<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values || values.All(value => value.Key == Template))
        {
            return;
        }

        json.WriteStartObject("values");
        foreach (var (name, value) in values)
        {
            switch (value)
            {
                case var _ when name == Template:
                    break;
                case int or long:
                    json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                    break;
                default:
                    json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }
        }

        json.WriteEndObject();
    }
}
