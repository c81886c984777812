using System.Globalization;
using System.Text.Json.Nodes;

namespace KosovoNato.Cli.Tests;

// In turn with the tests that record: what they changed has few consequences left that this test would read.
[Collection(nameof(RecordingTests))]
public sealed class WatchTests(Services services)
{
    [Fact]
    public async Task A_watch_with_a_file_continues_after_the_last_change_of_the_run_before()
    {
        using var user = await CliUser.OfAsync(services);
        string[] watch =
        [
            "watch", "--service", "recognitions", "--resume", user.File("position.json"), "--limit", "1", "-o", "json",
        ];

        // It may start at any moment, so that changes are made until it has seen one. Other tests make changes, too.
        var first = user.RunAsync(watch);
        List<long> registered = [];
        while (!first.IsCompleted || registered.Count == 0)
        {
            await RegisterAsync();
        }

        await RegisterAsync();
        List<JsonNode> seen = [.. Changes(await first)];
        var begin = RevisionOf(seen[^1]);
        while (RevisionOf(seen[^1]) < registered[^1])
        {
            seen.AddRange(Changes(await user.RunAsync(watch)));
        }

        var revisions = seen.Select(RevisionOf).ToList();
        Assert.Equal(revisions.Order(), revisions);
        Assert.Subset(revisions.ToHashSet(), registered.Where(revision => revision > begin).ToHashSet());
        Assert.Equal(("A test of watch", "operator"), ((string)seen[^1]["reason"]!, (string)seen[^1]["actor"]!));

        async Task RegisterAsync()
        {
            var result = await user.RunAsync(
                "source", "register", $"watched-{registered.Count}", "Watched", "--yes", "--reason", "A test of watch", "-o", "json");
            registered.Add(long.Parse((string)result.AssertCode(0).Json["revision"]!["number"]!, CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_snapshot_is_readable_by_people()
    {
        using var user = await CliUser.OfAsync(services);

        var lines = (await user.RunAsync("watch", "--service", "recommendations", "--snapshot", "--limit", "1")).AssertCode(0).Output;

        Assert.Matches("added +recommendations/R1 +title", lines);
    }

    static List<JsonNode> Changes(CliResult result) =>
        [.. result.AssertCode(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    static long RevisionOf(JsonNode change) => (long)change["revision"]!;
}
