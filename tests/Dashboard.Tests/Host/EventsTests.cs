using System.Net;
using System.Text.Json;
using KosovoNato.EndToEnd.Tests;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Host;

/// <summary>The event stream as curl shows it.</summary>
[Collection(OneDashboard.Name)]
public sealed class EventsTests(RunningDashboard running, SharedStores stores)
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

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1.YQ.YQ")]
    [InlineData("2...")]
    [InlineData("1.bm9uc2Vuc2U.bm9uc2Vuc2U.bm9uc2Vuc2U")]
    public async Task A_corrupted_id_starts_again_with_a_snapshot_that_names_the_reason(string id)
    {
        using var http = new HttpClient { BaseAddress = running.Address };
        using var events = await Events.OpenAsync(http, id);
        var waiting = Follower.Services.ToHashSet();
        await events.UntilAsync(one => Follower.Services.Contains(one.Name)
            && one.Data.GetProperty(one.Name).TryGetProperty("snapshotEnd", out _) && waiting.Remove(one.Name) && waiting.Count == 0);
        Assert.Equal(
            Follower.Services.Select(service => $"{service} ERROR_REASON_TOKEN_INVALID").Order(),
            events.Told.Where(one => one.Name == "snapshot_start").Select(
                one => $"{one.Data.GetProperty("service")} {one.Data.GetProperty("snapshotStart").GetProperty("reason")}").Order());
        Assert.DoesNotContain(events.Told, one => one.Name == "ended");
    }

    [Fact]
    public async Task An_id_from_before_the_restore_of_an_older_copy_starts_again_with_a_snapshot()
    {
        var (store, prefix) = ((await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix());
        StoreCopy copy;
        string id;
        await using (var service = await RunningService.StartAsync("recognitions", store, prefix))
        {
            await RegisterAsync(service, "kept");
            copy = await StoreCopy.TakeAsync(store, $"{prefix}:recognitions");
            await RegisterAsync(service, "lost");
            await using var dashboard = await InProcessDashboard.StartAsync(("Upstreams:Addresses:recognitions", $"{service.GrpcAddress}"));
            using var events = await Events.OpenAsync(dashboard.Http);
            id = (await events.UntilAsync(IsSnapshotEnd)).Id;
        }

        await copy.PutBackAsync();
        await using var restored = await RunningService.StartAsync("recognitions", store, prefix);
        await RegisterAsync(restored, "new-1");
        await RegisterAsync(restored, "new-2");
        await using var page = await InProcessDashboard.StartAsync(("Upstreams:Addresses:recognitions", $"{restored.GrpcAddress}"));
        using var resumed = await Events.OpenAsync(page.Http, id);
        var start = await resumed.UntilAsync(
            one => one.Name == "snapshot_start" && one.Data.GetProperty("service").GetString() == "recognitions"
                && one.Data.GetProperty("snapshotStart").TryGetProperty("reason", out _));
        Assert.Equal("ERROR_REASON_STORE_REPLACED", start.Data.GetProperty("snapshotStart").GetProperty("reason").GetString());
        var end = await resumed.UntilAsync(IsSnapshotEnd);
        Assert.Equal("3", end.Data.GetProperty("recognitions").GetProperty("snapshotEnd").GetProperty("count").GetString());
        page.Errors.AssertNone();

        static bool IsSnapshotEnd(Event one) =>
            one.Name == "recognitions" && one.Data.GetProperty("recognitions").TryGetProperty("snapshotEnd", out _);

        static async Task RegisterAsync(RunningService service, string id) =>
            await new RecognitionService.RecognitionServiceClient(service.Invoker)
                .RegisterSourceAsync(TestRequests.Register(id), cancellationToken: Cancelled);
    }

    [Fact]
    public async Task A_browser_over_the_page_limit_receives_the_reason_and_a_retry_delay()
    {
        await using var dashboard = await running.StartInProcessAsync(("Dashboard:MaxPages", "1"));
        string id;
        using (var first = await Events.OpenAsync(dashboard.Http))
        {
            id = (await first.UntilAsync(one => one.Id.Length > 0)).Id;
            Assert.Equal("2000", first.Told[0].Retry);
            Assert.All(first.Told.Skip(1), one => Assert.Empty(one.Retry));
            using var second = await Events.OpenAsync(dashboard.Http, id);
            var end = await second.UntilAsync(one => one.Name == "ended");
            Assert.Equal(("LIMIT_EXCEEDED", "10000"), (end.Data.GetProperty("reason").GetString(), end.Retry));
            Assert.Contains("Dashboard:MaxPages", end.Data.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Empty(end.Id);
            var metrics = await dashboard.Http.GetStringAsync("/metrics", Cancelled);
            Assert.Matches(@"(?m)^kosovonato_dashboard_active_pages\{.*\} 1\b", metrics);
            Assert.Matches(@"(?m)^kosovonato_dashboard_page_limit\{.*\} 1\b", metrics);
        }

        await Eventually.True(async () =>
        {
            using var third = await Events.OpenAsync(dashboard.Http, id);
            return (await third.UntilAsync(_ => true)).Name != "ended";
        });
        dashboard.Errors.AssertNone();
    }

    [Fact]
    public async Task The_stream_is_neither_cached_nor_buffered_by_intermediaries()
    {
        using var http = new HttpClient { BaseAddress = running.Address };
        using var answer = await http.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead, Cancelled).WithinAsync(20);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal("no", answer.Headers.GetValues("X-Accel-Buffering").Single());
    }

    [Fact]
    public async Task A_stream_ends_with_the_reason_when_its_dashboard_stops()
    {
        await using var stopping = await running.StartInProcessAsync();
        using var events = await Events.OpenAsync(stopping.Http);
        await events.UntilAsync(one => one.Name == "recognitions");
        var end = events.UntilAsync(one => one.Name == "ended");
        await stopping.StopAsync();
        Assert.Equal("SERVER_DRAINING", (await end).Data.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_page_that_does_not_read_is_disconnected_and_frees_its_place()
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
            using var next = await Events.OpenAsync(dashboard.Http);
            return (await next.UntilAsync(_ => true)).Name != "ended";
        });
        await Assert.ThrowsAsync<HttpRequestException>(() => slow.Content.ReadAsStringAsync(Cancelled)).WithinAsync(20);
        dashboard.Errors.AssertNone();
    }

    sealed record Event(string Name, string Id, string Retry, JsonElement Data);

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

                Told.Add(new(
                    fields["event"], fields.GetValueOrDefault("id", ""), fields.GetValueOrDefault("retry", ""),
                    JsonDocument.Parse(fields["data"]).RootElement));
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
