namespace KosovoNato.Cli.Tests;

public sealed class ContextTests
{
    const string Key = "a-key-for-tests-only-0123456789";

    [Fact]
    public async Task A_saved_key_is_readable_by_its_owner_only_and_never_printed()
    {
        using var user = new CliUser();

        var added = await user.RunAsync(
            $"operator:{Key}\n", isTerminal: false, ["context", "add", "away", "--address", "https://host", "--key-stdin"]);
        var listed = await user.RunAsync("context", "list");
        var json = await user.RunAsync("context", "list", "-o", "json");

        added.AssertCode(0);
        var file = Path.Combine(user.ConfigDirectory, "contexts.json");
        Assert.Contains(Key, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file));
        Assert.Contains("https://host", listed.Output, StringComparison.Ordinal);
        Assert.All(
            new[] { added, listed, json },
            result => Assert.DoesNotContain(Key, result.Output + result.Errors, StringComparison.Ordinal));
        Assert.Equal("away", (string)json.Json[0]!["name"]!);
    }

    [Fact]
    public async Task The_first_context_is_current_and_another_one_can_be_used_and_removed()
    {
        using var user = new CliUser();
        await user.RunAsync("context", "add", "one");
        await user.RunAsync("context", "add", "two");

        Assert.Equal([true, false], await CurrentAsync());
        (await user.RunAsync("context", "use", "two")).AssertCode(0);
        Assert.Equal([false, true], await CurrentAsync());
        (await user.RunAsync("context", "remove", "two")).AssertCode(0);
        Assert.Equal([false], await CurrentAsync());

        async Task<IEnumerable<bool>> CurrentAsync() =>
            (await user.RunAsync("context", "list", "-o", "json")).Json.AsArray().Select(each => (bool)each!["current"]!);
    }

    [Fact]
    public async Task An_unknown_context_is_rejected_with_the_known_ones()
    {
        using var user = new CliUser();
        await user.RunAsync("context", "add", "known");

        var result = await user.RunAsync("count", "--context", "other");

        Assert.Contains("known", result.AssertCode(2).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_not_sent_to_another_machine_without_TLS()
    {
        using var user = new CliUser();
        user.Variables["KOSOVONATO_API_KEY"] = Key;
        user.Variables["KOSOVONATO_RECOGNITIONS"] = "http://192.0.2.1:5101";

        var result = await user.RunAsync("count");

        Assert.Contains("without TLS", result.AssertCode(2).Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unavailable_service_is_reported_with_what_to_check()
    {
        using var user = new CliUser();
        user.Variables["KOSOVONATO_RECOGNITIONS"] = "http://127.0.0.1:1";

        var result = await user.RunAsync("count");

        Assert.Contains("kosovonato context list", result.AssertCode(1).Errors, StringComparison.Ordinal);
    }
}
