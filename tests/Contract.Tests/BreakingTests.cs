namespace KosovoNato.Contract.Tests;

public sealed class BreakingTests
{
    const string Envelope = "changes/v1/changes.proto";

    [Fact]
    public async Task Nothing_that_was_released_is_broken()
    {
        var releases = new Releases(BuildPaths.Repository);
        if (await releases.NewestAsync() is { } tag)
        {
            using var released = await releases.ContractsAtAsync(tag);
            using var present = ProtoWorkspace.Of(BuildPaths.Protos);
            var check = await Buf.BreakingAsync(present, released);
            Assert.True(check.ExitCode == 0, $"Against {tag}: {check.Output}{check.Errors}");
            return;
        }

        // Before the first release, the contracts may still change. The test checks the path that it will take later: from git, through
        // buf, to a finding.
        var committed = await releases.HasContractsAsync("HEAD");
        TestContext.Current.AddWarning(
            "NO RELEASE TAG (v1.2.3) IN THIS CLONE: nothing to compare with. Only checked that a break of "
            + $"{(committed ? "HEAD" : "the working tree")} is found.");
        using var old = committed ? await releases.ContractsAtAsync("HEAD") : ProtoWorkspace.Of(BuildPaths.Protos);
        using var broken = committed ? await releases.ContractsAtAsync("HEAD") : ProtoWorkspace.Of(BuildPaths.Protos);
        await AssertBreaksAsync(broken.Edit(Envelope, "string actor = 3;", "string actor = 30;"), old, "with name \"actor\"");
    }

    [Theory]
    [InlineData("string actor = 3;", "string actor = 30;", "with name \"actor\" on message \"ChangeEnvelope\" was deleted")]
    [InlineData("string actor = 3;", "string author = 3;", "changed name from \"actor\" to \"author\"", Explicit = true)]
    [InlineData("string actor = 3;", "bytes actor = 3;", "changed type from \"string\" to \"bytes\"", Explicit = true)]
    [InlineData("  CHANGE_KIND_REMOVED = 3;", "", "enum value \"3\" on enum \"ChangeKind\" was deleted", Explicit = true)]
    [InlineData("message ChangeWatchResponse", "message WatchAnswer", "message \"ChangeWatchResponse\" was deleted", Explicit = true)]
    public async Task A_planted_break_is_found(string from, string to, string finding)
    {
        using var old = ProtoWorkspace.Of(BuildPaths.Protos);
        using var broken = ProtoWorkspace.Of(BuildPaths.Protos).Edit(Envelope, from, to);
        await AssertBreaksAsync(broken, old, finding);
    }

    [Fact]
    public async Task An_addition_breaks_nothing()
    {
        using var old = ProtoWorkspace.Of(BuildPaths.Protos);
        using var added = ProtoWorkspace.Of(BuildPaths.Protos)
            .Edit(Envelope, "string actor = 3;", "string actor = 3;\n  string more = 30;");
        Assert.Equal(0, (await Buf.BreakingAsync(added, old)).ExitCode);
    }

    // The exit code is not enough: contracts that do not compile return the same one.
    static async Task AssertBreaksAsync(ProtoWorkspace broken, ProtoWorkspace old, string finding)
    {
        var check = await Buf.BreakingAsync(broken, old);
        Assert.Equal(Buf.Findings, check.ExitCode);
        Assert.Contains(finding, check.Output, StringComparison.Ordinal);
    }
}
