using System.Text.Json.Nodes;

namespace KosovoNato.Cli.Tests;

// In turn with the tests that record, so that it sees no changes but its own.
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

        // It may start at any moment, so that changes are made until it has seen one.
        var first = user.RunAsync(watch);
        List<string> registered = [];
        while (!first.IsCompleted || registered.Count == 0)
        {
            await RegisterAsync();
        }

        await RegisterAsync();
        var seen = Changes(await first);
        var next = Changes(await user.RunAsync(watch));

        var expected = registered.SkipWhile(name => name != NameOf(seen[0])).Skip(seen.Count).First();
        Assert.Equal(expected, NameOf(next[0]));
        Assert.Equal("A test of watch", (string)next[0]["reason"]!);
        Assert.Equal("operator", (string)next[0]["actor"]!);

        async Task RegisterAsync()
        {
            var id = $"watched-{registered.Count}";
            (await user.RunAsync("source", "register", id, "Watched", "--yes", "--reason", "A test of watch")).AssertCode(0);
            registered.Add($"sources/{id}");
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

    static string NameOf(JsonNode change) => (string)change["change"]!["name"]!;
}
