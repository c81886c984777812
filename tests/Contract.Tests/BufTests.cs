namespace KosovoNato.Contract.Tests;

public sealed class BufTests
{
    [Fact]
    public async Task The_contracts_have_no_lint_findings()
    {
        using var workspace = ProtoWorkspace.Of(BuildPaths.Protos);
        AssertClean(await Buf.LintAsync(workspace));
    }

    [Fact]
    public async Task The_contracts_are_formatted()
    {
        using var workspace = ProtoWorkspace.Of(BuildPaths.Protos);
        AssertClean(await Buf.FormatAsync(workspace));
    }

    [Fact]
    public async Task Lint_findings_and_wrong_formatting_are_detected()
    {
        using var workspace = ProtoWorkspace.WithSpecimen().Edit(InjectedFault.Specimen, "  string note = 3 ", "string Note = 3 ");
        var lint = await Buf.LintAsync(workspace);
        Assert.Equal(Buf.Findings, lint.ExitCode);
        Assert.Contains("Field name \"Note\" should be lower_snake_case", lint.Output, StringComparison.Ordinal);
        var format = await Buf.FormatAsync(workspace);
        Assert.Equal(Buf.Findings, format.ExitCode);
        Assert.Contains("+  string Note = 3 ", format.Output, StringComparison.Ordinal);
    }

    static void AssertClean(Command command) => Assert.True(command is { ExitCode: 0, Output: "" }, command.Output + command.Errors);
}
