namespace KosovoNato.Contract.Tests;

public sealed class BreakingTests
{
    const string Envelope = "changes/v1/changes.proto";

    [Fact]
    public async Task No_released_contract_is_broken()
    {
        using var present = ProtoWorkspace.Of(BuildPaths.Protos);
        var check = await Buf.BreakingAsync(present);
        Assert.True(check.ExitCode == 0, check.Output + check.Errors);
    }

    [Theory]
    [InlineData("string actor = 3;", "string actor = 30;", "with name \"actor\" on message \"ChangeEnvelope\" was deleted")]
    [InlineData("string actor = 3;", "string author = 3;", "changed name from \"actor\" to \"author\"", Explicit = true)]
    [InlineData("string actor = 3;", "bytes actor = 3;", "changed type from \"string\" to \"bytes\"", Explicit = true)]
    [InlineData("  CHANGE_KIND_REMOVED = 3;", "", "enum value \"3\" on enum \"ChangeKind\" was deleted", Explicit = true)]
    [InlineData("message ChangeWatchResponse", "message WatchAnswer", "message \"ChangeWatchResponse\" was deleted", Explicit = true)]
    public async Task A_planted_breaking_change_is_found(string from, string to, string finding)
    {
        using var broken = ProtoWorkspace.Of(BuildPaths.Protos).Edit(Envelope, from, to);
        var check = await Buf.BreakingAsync(broken);
        Assert.Equal(Buf.Findings, check.ExitCode);
        Assert.Contains(finding, check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_addition_is_not_a_breaking_change()
    {
        using var added = ProtoWorkspace.Of(BuildPaths.Protos)
            .Edit(Envelope, "string actor = 3;", "string actor = 3;\n  string more = 30;");
        Assert.Equal(0, (await Buf.BreakingAsync(added)).ExitCode);
    }
}
