using System.Diagnostics;

namespace KosovoNato.Testing.Tests;

/// <summary>The summary line of a test run, which is all that a build server and a reader look at.</summary>
public sealed class TotalsTests : IDisposable
{
    private readonly DirectoryInfo results = Directory.CreateTempSubdirectory("kosovonato-totals-");

    public void Dispose() => results.Delete(recursive: true);

    [Fact]
    public async Task All_projects_are_summed_and_skips_are_shown_only_if_there_are_any()
    {
        Leave("A.Tests", exit: "0", Report(passed: 3, failed: 0));
        Leave("B.Tests", exit: "0", Report(passed: 4, failed: 0));
        Assert.Equal((0, "7 passed, 0 failed"), await TotalsAsync("A.Tests", "B.Tests"));

        Leave("B.Tests", exit: "0", Report(passed: 4, failed: 0, skipped: 2));
        Assert.Equal((0, "7 passed, 0 failed, 2 skipped"), await TotalsAsync("A.Tests", "B.Tests"));
    }

    [Fact]
    public async Task Omitted_tests_are_reported_before_the_last_line_with_the_command_that_runs_them()
    {
        Leave("A.Tests", exit: "0", Report(passed: 3, failed: 0, omitted: 2));
        Leave("B.Tests", exit: "0", Report(passed: 4, failed: 0, omitted: 1));
        var (exit, lines) = await RunAsync("A.Tests", "B.Tests");
        Assert.Equal((0, "7 passed, 0 failed"), (exit, lines[^1]));
        Assert.Matches("^3 tests were left out: .* bash tests/run.sh --all$", lines[^2]);
    }

    [Fact]
    public async Task A_project_in_which_every_test_was_omitted_is_a_failure()
    {
        Leave("A.Tests", exit: "0", Report(passed: 0, failed: 0, omitted: 2));
        Assert.Equal((1, "0 passed, 1 failed"), await TotalsAsync("A.Tests"));
    }

    [Fact]
    public async Task Failed_tests_and_failed_cleanups_fail_the_run()
    {
        Leave("A.Tests", exit: "1", Report(passed: 3, failed: 2, errors: 1));
        Assert.Equal((1, "3 passed, 3 failed"), await TotalsAsync("A.Tests"));
    }

    [Fact]
    public async Task Failed_tests_are_named_with_their_messages()
    {
        const string Good = """<test id="1" name="X.Good" result="Pass" time="1"></test>""";
        const string Bad =
            """<test id="2" name="X.Bad(one: &quot;1&quot;)" result="Fail" time="1">"""
            + """<failure exception-type="E"><message>It is 2.</message></failure></test>""";
        Leave("A.Tests", exit: "1", Report(passed: 1, failed: 1).Replace("<errors />", Good + Bad, StringComparison.Ordinal));
        Leave("B.Tests", exit: "0", Report(passed: 1, failed: 0).Replace("<errors />", Good, StringComparison.Ordinal));
        var (_, lines) = await RunAsync("A.Tests", "B.Tests");
        Assert.Equal(["FAILED X.Bad(one: &quot;1&quot;): It is 2."], lines.Where(line => line.Contains("X.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("139", null)] // crashed
    [InlineData("124", null)] // ran out of time
    [InlineData(null, null)] // the run ended before it
    [InlineData("0", null)] // reports success without results
    [InlineData("0", "<assemblies><assembly total=\"9\" passed=\"9\" failed=\"0\" errors=\"0\" skipped=\"0\">")] // a truncated report
    public async Task A_project_with_an_incomplete_report_is_a_failure_beside_the_others(string? exit, string? report)
    {
        Leave("A.Tests", exit: "0", Report(passed: 3, failed: 0));
        Leave("B.Tests", exit, report);
        Assert.Equal((1, "3 passed, 1 failed"), await TotalsAsync("A.Tests", "B.Tests"));
    }

    [Fact]
    public async Task A_good_report_with_a_bad_exit_code_is_a_failure()
    {
        Leave("A.Tests", exit: "134", Report(passed: 3, failed: 0));
        Assert.Equal((1, "3 passed, 1 failed"), await TotalsAsync("A.Tests"));
    }

    [Fact]
    public async Task A_run_without_tests_is_a_failure()
    {
        Assert.Equal((1, "0 passed, 1 failed"), await TotalsAsync());
        Leave("A.Tests", exit: "0", Report(passed: 0, failed: 0));
        Assert.Equal((1, "0 passed, 1 failed"), await TotalsAsync("A.Tests"));
    }

    private static string Report(int passed, int failed, int errors = 0, int skipped = 0, int omitted = 0) =>
        $"""<assemblies schema-version="3"><assembly name="x failed=&quot;9&quot;" errors="{errors}" failed="{failed}" """
        + $"""not-run="{omitted}" passed="{passed}" skipped="{skipped}" total="{passed + failed + skipped + omitted}">"""
        + "<errors /></assembly></assemblies>";

    private void Leave(string project, string? exit, string? report)
    {
        if (exit is not null)
        {
            File.WriteAllText(Path.Combine(results.FullName, project + ".exit"), exit + "\n");
        }

        if (report is not null)
        {
            File.WriteAllText(Path.Combine(results.FullName, project + ".xml"), report);
        }
    }

    private async Task<(int Exit, string LastLine)> TotalsAsync(params string[] projects)
    {
        var (exit, lines) = await RunAsync(projects);
        return (exit, lines[^1]);
    }

    private async Task<(int Exit, string[] Lines)> RunAsync(params string[] projects)
    {
        var start = new ProcessStartInfo("bash", [RepositoryPaths.File("tests", "totals.sh"), results.FullName, .. projects])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WithinAsync(20);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WithinAsync(20);
        return (process.ExitCode, output.TrimEnd('\n').Split('\n'));
    }
}
