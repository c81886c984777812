using System.Text.Json;
using KosovoNato.Hosting.Telemetry;
using KosovoNato.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KosovoNato.Platform.Tests.Telemetry;

[Collection(ObservedCollection.Name)]
public sealed class LogTests(ObservedServices observed)
{
    [Fact]
    public async Task Each_log_line_is_an_object_with_a_time_a_level_and_a_stable_event_name()
    {
        foreach (var service in observed.Services.All.Cast<ServiceProcess>())
        {
            await Eventually.True(
                () => service.Lines.Any(
                    line => line.Contains("bus.", StringComparison.Ordinal) || line.Contains("relay.", StringComparison.Ordinal)));
            var lines = service.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
            Assert.All(lines, line =>
            {
                Assert.True(line.GetProperty("time").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
                var name = line.GetProperty("event").GetString();
                Assert.NotEqual("", name);
                Assert.True(
                    Enum.TryParse<LogLevel>(line.GetProperty("level").GetString(), out var level)
                    && (level < LogLevel.Error || name == ObservedServices.ProvokedEvent), line.ToString());
            });
            var loaded = lines.Single(line => line.GetProperty("event").GetString() == "replica.loaded");
            Assert.Equal(JsonValueKind.Number, loaded.GetProperty("values").GetProperty("Revision").ValueKind);
            var names = lines.Select(line => line.GetProperty("event").GetString()).ToList();
            Assert.Contains("store.ready", names);
            Assert.Contains("relay.started", names);
        }
    }

    [Fact]
    public void No_line_has_a_secret() => Assert.All(observed.Services.All.Cast<ServiceProcess>(), service =>
        Assert.DoesNotContain(
            service.Lines, line => line.Contains("a-key-for-tests-only", StringComparison.Ordinal)
            || line.Contains("guest:guest", StringComparison.Ordinal)));

    [Fact]
    public void A_message_with_invalid_text_is_still_logged()
    {
        using var output = new StringWriter();
        new JsonLineConsoleFormatter(TimeProvider.System).Write(
            new LogEntry<string>(LogLevel.Information, "A.Category", default, "", null, (_, _) => "half \ud800 of a letter"), null, output);
        var read = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.Equal(
            ("A.Category", "half \ufffd of a letter"), (read.GetProperty("event").GetString(), read.GetProperty("message").GetString()));
    }

    [Fact]
    public void Text_from_a_caller_cannot_end_a_line_or_add_a_field()
    {
        const string text = "one\n{\"level\":\"Critical\"}\r\u2028\",\"event\":\"other";
        var formatter = new JsonLineConsoleFormatter(TimeProvider.System);
        using var output = new StringWriter();
        List<KeyValuePair<string, object?>> state = [new("Text", text), new("Count", 3), new("{OriginalFormat}", "{Text} {Count}")];
        formatter.Write(
            new LogEntry<List<KeyValuePair<string, object?>>>(
                LogLevel.Warning, "A.Category", new(1, "an.event"), state, new InvalidOperationException(text), (_, _) => text), null,
                output);

        var line = output.ToString().TrimEnd('\n', '\r');
        Assert.DoesNotContain(line, character => char.IsControl(character) || character == '\u2028');
        var read = JsonDocument.Parse(line).RootElement;
        Assert.Equal(
            ("Warning", "an.event", text),
            (read.GetProperty("level").GetString(), read.GetProperty("event").GetString(), read.GetProperty("message").GetString()));
        Assert.Equal(
            (text, 3), (read.GetProperty("values").GetProperty("Text").GetString(), read.GetProperty("values").GetProperty("Count")
                .GetInt32()));
        Assert.Contains("InvalidOperationException", read.GetProperty("exception").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_that_abuses_its_connection_causes_no_error_but_other_connection_faults_do()
    {
        using var errors = new UnexpectedErrors();
        using var loggers = new Http2LogLevelFilter(LoggerFactory.Create(logging => logging.AddProvider(errors)));
        var kestrel = loggers.CreateLogger("Microsoft.AspNetCore.Server.Kestrel.Http2");
        kestrel.Log(LogLevel.Critical, new EventId(60, "Http2QueueOperationsExceeded"), "", null, (_, _) => "too many");
        errors.AssertNone();
        kestrel.Log(LogLevel.Critical, new EventId(63, "Http2UnexpectedConnectionQueueError"), "", null, (_, _) => "a fault");
        Assert.Equal("Http2UnexpectedConnectionQueueError", Assert.Single(errors.Entries).Event);
    }
}
