using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Telemetry.Alerts;

public sealed partial class AlertTests
{
    [Fact]
    public async Task Prometheus_accepts_the_rules_and_each_alert_fires_exactly_when_it_should()
    {
        var folder = Directory.CreateTempSubdirectory("kosovonato-alerts-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "alerts.yaml"), AlertRules.RuleFile, TestContext.Current.CancellationToken);
            foreach (var cases in Cases)
            {
                File.Copy(cases, Path.Combine(folder.FullName, Path.GetFileName(cases)));
            }

            await PromtoolAsync(folder.FullName, "check", "rules", "--lint-fatal", "alerts.yaml");
            await PromtoolAsync(folder.FullName, ["test", "rules", .. Cases.Select(cases => Path.GetFileName(cases))]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Each_alert_has_a_case_that_fires_and_a_case_that_does_not()
    {
        var cases = string.Concat(Cases.Select(File.ReadAllText));
        Assert.Equal(AlertRules.Names.Count, AlertRules.Expressions.Count);
        foreach (var alert in AlertRules.Names)
        {
            var expectations = Expectation().Matches(cases).Where(match => match.Groups["alert"].Value == alert).ToList();
            Assert.Contains(expectations, match => match.Groups["none"].Success);
            Assert.Contains(expectations, match => !match.Groups["none"].Success);
        }
    }

    [Fact]
    public void The_handbook_has_instructions_for_exactly_these_alerts()
    {
        var readme = File.ReadAllText(RepositoryPaths.File("deploy", "README.md"));
        var headings = Heading().Matches(readme).Select(match => match.Groups[1].Value);
        Assert.Equal(AlertRules.Names.Order(), headings.Order());
    }

    static IReadOnlyList<string> Cases { get; } =
        Directory.GetFiles(RepositoryPaths.File("tests", "Platform.Tests", "Telemetry", "Alerts"), "*cases.yaml");

    static async Task PromtoolAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WithinAsync(60);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WithinAsync(60);
        Assert.True(process.ExitCode == 0, $"promtool {string.Join(' ', arguments)}:\n{output}\n{await errors}");
    }

    /// <summary>Starts the promtool that tests/run.sh downloaded, or the installed one.</summary>
    static Process Start(string folder, string[] arguments)
    {
        var tool = RepositoryPaths.File(".artifacts", "tools", "promtool");
        try
        {
            return Process.Start(new ProcessStartInfo(File.Exists(tool) ? tool : "promtool", arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception)
        {
            Assert.Fail("promtool is not installed; it is in Debian's package prometheus.");
            throw;
        }
    }

    [GeneratedRegex(@"alertname: (?<alert>\w+)\n(?<none> *exp_alerts: \[\])?")]
    private static partial Regex Expectation();

    [GeneratedRegex(@"^### (KosovoNato\w+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
