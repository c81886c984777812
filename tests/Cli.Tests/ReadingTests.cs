namespace KosovoNato.Cli.Tests;

public sealed class ReadingTests(Services services)
{
    [Fact]
    public async Task Count_names_the_members_that_do_not_recognize()
    {
        using var user = await CliUser.OfAsync(services, withKey: false);

        var table = (await user.RunAsync("count", "nato", "--as-of", "2020-09-04")).AssertCode(0);
        var json = (await user.RunAsync("count", "nato", "--as-of", "2020-09-04", "--if", "ES", "-o", "json")).AssertCode(0);

        Assert.Contains("26 of 30 recognize Kosovo on 2020-09-04", table.Output, StringComparison.Ordinal);
        Assert.Contains("ES GR RO SK", table.Output, StringComparison.Ordinal);
        Assert.Equal(27, (int)json.Json["recognizingCount"]!);
    }

    [Fact]
    public async Task Assess_names_who_prevents_a_decision()
    {
        using var user = await CliUser.OfAsync(services, withKey: false);

        var table = (await user.RunAsync("assess", "nato", "INVITE_PARTNER_PFP", "--as-of", "2025-12-23")).AssertCode(0);

        Assert.Contains("blocked on 2025-12-23, by consensus; 4 more needed", table.Output, StringComparison.Ordinal);
        Assert.Contains("Blocking: ES GR RO SK (4 of them inferred).", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_goes_down_to_the_facts()
    {
        using var user = await CliUser.OfAsync(services, withKey: false);

        var recommendation = (await user.RunAsync("explain", "R1")).AssertCode(0);
        var milestone = (await user.RunAsync("explain", "milestones/path-consensus-pfp")).AssertCode(0);

        Assert.Contains("28 of 32; missing: ES GR RO SK", recommendation.Output, StringComparison.Ordinal);
        Assert.Contains("prevented by: nato INVITE_PARTNER_PFP", milestone.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_if_lists_what_would_change()
    {
        using var user = await CliUser.OfAsync(services, withKey: false);

        var table = (await user.RunAsync("what-if", "ES", "GR", "RO", "SK")).AssertCode(0);
        var json = (await user.RunAsync("what-if", "ES", "-o", "json")).AssertCode(0);

        Assert.Matches(@"decision .* nato INVITE_PARTNER_PFP .* blocked.* met", table.Output);
        Assert.NotEmpty(json.Json["recognitionCounts"]!.AsArray());
    }

    [Fact]
    public async Task Show_has_the_acts_of_a_country_and_what_depends_on_it()
    {
        using var user = await CliUser.OfAsync(services, withKey: false);

        var table = (await user.RunAsync("show", "al")).AssertCode(0);

        Assert.Matches(@"Albania \(AL\) on \S+: recognized since 2008-02-18", table.Output);
        Assert.Matches("a1 .*granted.*2008-02-18", table.Output);
        Assert.Matches("nato .*member", table.Output);
    }

    [Fact]
    public async Task Diff_lists_the_changes_between_two_days()
    {
        using var user = await CliUser.OfAsync(services, withKey: false);

        var table = (await user.RunAsync("diff", "2020-01-01", "2020-12-31", "--service", "recognitions")).AssertCode(0);
        var wrong = await user.RunAsync("diff", "@3", "@4");

        Assert.Contains("organizations/nato/memberships/MK", table.Output, StringComparison.Ordinal);
        Assert.Contains("--service", wrong.AssertCode(2).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_request_is_reported_with_its_reason_and_field()
    {
        using var user = await CliUser.OfAsync(services, withKey: false);

        var text = (await user.RunAsync("count", "nato", "--as-of", "yesterday")).AssertCode(3);
        var missing = (await user.RunAsync("explain", "R99")).AssertCode(3);
        var json = (await user.RunAsync("count", "nato", "--as-of", "yesterday", "-o", "json")).AssertCode(3);

        Assert.Contains("INVALID_REQUEST", text.Errors, StringComparison.Ordinal);
        Assert.Contains("as_of must be", text.Errors, StringComparison.Ordinal);
        Assert.Contains("RESOURCE_NOT_FOUND", missing.Errors, StringComparison.Ordinal);
        Assert.Contains("\"field\":\"as_of\"", json.Errors, StringComparison.Ordinal);
        Assert.Empty(json.Output);
    }

    [Fact]
    public async Task Shells_get_completions_from_the_program()
    {
        using var user = new CliUser();

        var kinds = (await user.RunAsync("[suggest:14]", "act record ES ")).AssertCode(0);
        var script = (await user.RunAsync("completion", "bash")).AssertCode(0);

        Assert.Contains("withdrawal-claimed", kinds.Output, StringComparison.Ordinal);
        Assert.Contains("complete -o default -F _kosovonato kosovonato", script.Output, StringComparison.Ordinal);
    }
}
