using System.Net;
using System.Text.Json;
using KosovoNato.EndToEnd.Tests;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Host;

/// <summary>The event stream as curl shows it.</summary>
[Collection(OneDashboard.Name)]
public sealed class EventsTests(RunningDashboard running)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_have_a_name_an_id_to_resume_from_and_the_message_as_JSON()
    {
        using var http = new HttpClient { BaseAddress = running.Address };
        string id;
        using (var first = await Events.OpenAsync(http))
        {
            var waiting = Follower.Services.ToHashSet();
            var last = await first.UntilAsync(one => Follower.Services.Contains(one.Name)
                && one.Data.GetProperty(one.Name).TryGetProperty("snapshotEnd", out _) && waiting.Remove(one.Name) && waiting.Count == 0);
            Assert.Equal(last.Id, last.Data.GetProperty("resumeToken").GetString());
            id = last.Id;
        }

        var source = TestRequests.NewId();
        await running.Services.RecognitionRpc.RegisterSourceAsync(TestRequests.Register(source));
        using var again = await Events.OpenAsync(http, id);
        var change = await again.UntilAsync(one => one.Name == "recognitions");
        Assert.Equal(
            $"sources/{source}", change.Data.GetProperty("recognitions")
                .GetProperty("revisions")[0].GetProperty("changes")[0].GetProperty("name").GetString());
        Assert.DoesNotContain(again.Told, one => one.Name == "snapshot_start");
    }

    [Fact]
    public async Task A_wrong_id_is_refused_before_the_stream_begins()
    {
        using var http = new HttpClient { BaseAddress = running.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events") { Headers = { { "Last-Event-ID", "nonsense" } } };
        using var answer = await http.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("resume_token", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_whose_dashboard_stops_ends_with_the_reason()
    {
        await using var stopping = await running.StartInProcessAsync();
        using var events = await Events.OpenAsync(stopping.Http);
        await events.UntilAsync(one => one.Name == "recognitions");
        var end = events.UntilAsync(one => one.Name == "ended");
        await stopping.StopAsync();
        Assert.Equal("SERVER_DRAINING", (await end).Data.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_page_that_does_not_read_is_cut_off_and_leaves_its_place()
    {
        await using var dashboard = await running.StartInProcessAsync(("Dashboard:MaxPages", "1"), ("Dashboard:WriteTimeout", "00:00:01"));
        // Over HTTP/2, where a stream that is not read blocks any message larger than its window, such as a snapshot.
        using var http2 = new HttpClient
        {
            BaseAddress = dashboard.GrpcAddress,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var slow = await http2.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead, Cancelled).WithinAsync(20);
        Assert.Equal(HttpStatusCode.OK, slow.StatusCode);
        await Eventually.True(async () =>
        {
            using var next = await dashboard.Http.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead, Cancelled);
            return next.StatusCode == HttpStatusCode.OK;
        });
        await Assert.ThrowsAsync<HttpRequestException>(() => slow.Content.ReadAsStringAsync(Cancelled)).WithinAsync(20);
        dashboard.Errors.AssertNone();
    }

    sealed record Event(string Name, string Id, JsonElement Data);

    sealed class Events(HttpResponseMessage answer, StreamReader reader) : IDisposable
    {
        public List<Event> Told { get; } = [];

        public static async Task<Events> OpenAsync(HttpClient http, string id = "")
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/events");
            if (id.Length > 0)
            {
                request.Headers.Add("Last-Event-ID", id);
            }

            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled).WithinAsync(20);
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.ToString());
            return new(answer, new(await answer.Content.ReadAsStreamAsync(Cancelled)));
        }

        public async Task<Event> UntilAsync(Func<Event, bool> fits)
        {
            var fields = new Dictionary<string, string>();
            var start = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(start).TotalSeconds < 20
                && await reader.ReadLineAsync(Cancelled).AsTask().WithinAsync(20) is { } line)
            {
                if (line.Length > 0)
                {
                    var parts = line.Split(": ", 2);
                    fields.Add(parts[0], parts[1]);
                    continue;
                }

                Told.Add(new(fields["event"], fields.GetValueOrDefault("id", ""), JsonDocument.Parse(fields["data"]).RootElement));
                fields.Clear();
                if (fits(Told[^1]))
                {
                    return Told[^1];
                }
            }

            throw new InvalidOperationException($"Not told within 20 s, or the stream ended. The last was {Told.LastOrDefault()}.");
        }

        public void Dispose()
        {
            reader.Dispose();
            answer.Dispose();
        }
    }
}
