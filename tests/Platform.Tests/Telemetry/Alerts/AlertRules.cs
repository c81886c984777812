using System.Text.RegularExpressions;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Telemetry.Alerts;

/// <summary>The alert rules in the manifest that operators apply.</summary>
static partial class AlertRules
{
    static readonly string Manifest = File.ReadAllText(RepositoryPaths.File("deploy", "components", "telemetry", "alerts.yaml"));

    /// <summary>The Prometheus rules of the manifest: the content of <c>spec</c> in the format of a rule file.</summary>
    public static string RuleFile { get; } = Indentation()
        .Replace(Manifest[(Manifest.IndexOf("\nspec:\n", StringComparison.Ordinal) + "\nspec:\n".Length)..], "");

    public static IReadOnlyList<string> Names { get; } = [.. Alert().Matches(RuleFile).Select(match => match.Groups[1].Value)];

    /// <summary>The expressions of the rules, on one line or in an indented block.</summary>
    public static IReadOnlyList<string> Expressions { get; } = [.. Expression().Matches(RuleFile).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("^  ", RegexOptions.Multiline)]
    private static partial Regex Indentation();

    [GeneratedRegex(@"^ *- alert: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Alert();

    [GeneratedRegex(@"^ {8}expr: (?:\|\n)?((?:.+\n)(?: {10}.*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Expression();
}
