namespace KosovoNato.Cli.Tests;

[Collection(nameof(RecordingTests))]
public sealed class RecordingTests(Services services)
{
    static readonly string[] Grant = ["act", "record", "ES", "granted", "2026-01-20", "--source", "gk"];

    [Fact]
    public async Task A_dry_run_shows_what_would_follow_and_records_nothing()
    {
        using var user = await CliUser.OfAsync(services);

        var shown = (await user.RunAsync([.. Grant, "--dry-run"])).AssertCode(0);

        Assert.Contains("would change from not-recognized to recognized", shown.Output, StringComparison.Ordinal);
        Assert.Matches("count .*nato.*28 of 32.*29 of 32", shown.Output);
        await AssertNothingRecordedAsync(user, "ES");
    }

    [Fact]
    public async Task Without_a_terminal_nothing_is_recorded_unless_the_user_has_agreed()
    {
        using var user = await CliUser.OfAsync(services);

        var asked = (await user.RunAsync(Grant)).AssertCode(5);

        Assert.Contains("--yes", asked.Errors, StringComparison.Ordinal);
        await AssertNothingRecordedAsync(user, "ES");
    }

    [Fact]
    public async Task At_a_terminal_the_user_is_asked()
    {
        using var user = await CliUser.OfAsync(services);

        var declined = (await user.RunAsync("n\n", Grant)).AssertCode(5);

        Assert.Contains("Record this?", declined.Errors, StringComparison.Ordinal);
        await AssertNothingRecordedAsync(user, "ES");
    }

    [Fact]
    public async Task A_recorded_act_can_be_undone_once()
    {
        using var user = await CliUser.OfAsync(services);

        var recorded = (await user.RunAsync(
            "y\n", ["act", "record", "MN", "announced", "2026-02-01", "--source", "gk#note", "--reason", "A test"])).AssertCode(0);
        var undone = (await user.RunAsync("undo", "--yes", "-o", "json")).AssertCode(0);
        var again = (await user.RunAsync("undo", "--yes")).AssertCode(3);

        Assert.Contains("Recorded recognitions/MN-XK in revision", recorded.Output, StringComparison.Ordinal);
        Assert.True((bool)undone.Json["recorded"]!);
        var act = undone.Json["recognition"]!["acts"]!.AsArray()[^1]!;
        Assert.True((bool)act["retracted"]!);
        Assert.Equal("note", (string)act["evidence"]!["citations"]![0]!["locator"]!);
        Assert.Contains("cannot be undone", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registered_source_cannot_be_undone_and_the_error_says_what_to_do()
    {
        using var user = await CliUser.OfAsync(services);
        (await user.RunAsync("source", "register", "cli-test", "A note of the test", "--yes")).AssertCode(0);

        var refused = (await user.RunAsync("undo", "--yes")).AssertCode(3);
        var twice = (await user.RunAsync("source", "register", "cli-test", "Another", "--yes")).AssertCode(3);

        Assert.Contains("the services erase nothing", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("RESOURCE_ALREADY_EXISTS", twice.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ballot_is_imported_from_a_file()
    {
        using var user = await CliUser.OfAsync(services);
        var file = user.File("vote.csv");
        await File.WriteAllTextAsync(file, "state,choice,note\nAL,for,\nRS,against,\nAM,absent,\n", TestContext.Current.CancellationToken);
        string[] import =
        [
            "ballot", "import", file, "--ballot", "questions/council-of-europe-application-2023/ballots/cli-test", "--date", "2026-01-15",
            "--body", "COMMITTEE_OF_MINISTERS", "--source", "gk",
        ];

        var shown = (await user.RunAsync([.. import, "--dry-run"])).AssertCode(0);
        var imported = (await user.RunAsync([.. import, "--yes", "-o", "json"])).AssertCode(0);

        Assert.Contains("would be registered with 3 choices", shown.Output, StringComparison.Ordinal);
        Assert.Equal(1, (int)imported.Json["ballot"]!["results"]![0]!["votes"]!["inFavour"]!);
    }

    [Fact]
    public async Task A_write_without_a_key_is_rejected_with_how_to_set_one()
    {
        using var user = await CliUser.OfAsync(services, withKey: false);

        var refused = (await user.RunAsync([.. Grant, "--yes"])).AssertCode(4);

        Assert.Contains("CREDENTIALS_REQUIRED", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("--key-file", refused.Errors, StringComparison.Ordinal);
    }

    static async Task AssertNothingRecordedAsync(CliUser user, string state)
    {
        var acts = (await user.RunAsync("show", state, "-o", "json")).Json["recognition"]?["recognition"]?["acts"]?.AsArray() ?? [];
        Assert.DoesNotContain(acts, act => (string)act!["kind"]! == "ACT_KIND_GRANTED");
    }
}
