using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace KosovoNato.Standalone.Tests;

/// <summary>The options for authors of dashboards and for public instances.</summary>
public sealed class SandboxTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_only_demo_makes_up_marked_changes_and_rejects_writes()
    {
        using var folder = new TemporaryDirectory();
        await using (var program = await InProcessProgram.StartAsync(folder, "--demo", "--demo-interval", "0.1", "--read-only"))
        {
            Assert.Matches("28 of 32 recognize", program.Summary);
            Assert.Matches("Demo: a made-up change every 0.1 s", program.Summary);
            var addresses = JsonNode.Parse(await File.ReadAllTextAsync(folder.File("addresses.json"), Cancelled))!;
            using var http = new HttpClient { BaseAddress = new((string)addresses["services"]!["recognitions"]!["http"]!) };

            // Without the reactions of the services, which are as real as the system.
            var changes = (await ChangesAsync(http, 8)).Where(change => (string)change["actor"]! != "system").ToList();
            using var refused = await RecordAsync(http, key: null);
            using var refusedWithKey = await RecordAsync(
                http, (await File.ReadAllTextAsync(folder.File("api.key"), Cancelled)).Trim().Split(':')[1]);

            Assert.All(changes, change => Assert.Equal("demo", (string)change["actor"]!));
            Assert.All(changes, change => Assert.StartsWith("Demo", (string)change["reason"]!, StringComparison.Ordinal));
            Assert.Contains(changes, change => change.ToJsonString().Contains("sources/demo", StringComparison.Ordinal));
            foreach (var refusal in new[] { refused, refusedWithKey })
            {
                Assert.Equal(HttpStatusCode.Forbidden, refusal.StatusCode);
                var text = await refusal.Content.ReadAsStringAsync(Cancelled);
                Assert.Contains("PERMISSION_DENIED", text, StringComparison.Ordinal);
                Assert.Contains("read-only", text, StringComparison.Ordinal);
            }
        }

        Assert.False(File.Exists(folder.File("own.key")));
        var mixed = await ProgramEnd.OfAsync(RunningProgram.Arguments(folder));
        Assert.Equal(64, mixed.ExitCode);
        Assert.Contains("made-up facts", mixed.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demo_does_not_start_on_recorded_facts()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.File("AOF"));

        var end = await ProgramEnd.OfAsync(RunningProgram.Arguments(folder, "--demo"));

        Assert.Equal(64, end.ExitCode);
        Assert.Contains("recorded facts", end.Sentence, StringComparison.Ordinal);
    }

    static async Task<List<JsonNode>> ChangesAsync(HttpClient http, int count)
    {
        using var lines = new StreamReader(await http.GetStreamAsync("/v1/recognitions:watch?from_now=true", Cancelled));
        var changes = new List<JsonNode>();
        while (changes.Count < count
            && await lines.ReadLineAsync(Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancelled) is { } line)
        {
            changes.AddRange(JsonNode.Parse(line)!["revisions"]?.AsArray().Select(revision => revision!.DeepClone()) ?? []);
        }

        return changes;
    }

    static Task<HttpResponseMessage> RecordAsync(HttpClient http, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sources:register")
        {
            Content = JsonContent.Create(new
            {
                source = new { name = "sources/test", title = "A test", kind = "SOURCE_KIND_PAGE" },
                requestId = Guid.NewGuid(),
            }),
        };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return http.SendAsync(request, Cancelled);
    }
}
