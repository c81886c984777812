using System.Text.RegularExpressions;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Telemetry.Alerts;

/// <summary>The alert rules as operators apply them.</summary>
static partial class AlertRules
{
    static readonly string Manifest = File.ReadAllText(RepositoryPaths.File("deploy", "components", "telemetry", "alerts.yaml"));

    /// <summary>What is in the manifest for Prometheus: everything below spec, as a rule file has it.</summary>
    public static string RuleFile { get; } = Indentation()
        .Replace(Manifest[(Manifest.IndexOf("\nspec:\n", StringComparison.Ordinal) + "\nspec:\n".Length)..], "");

    public static IReadOnlyList<string> Names { get; } = [.. Alert().Matches(RuleFile).Select(match => match.Groups[1].Value)];

    /// <summary>Each on a line of its own, or in a block of lines that are indented more.</summary>
    public static IReadOnlyList<string> Expressions { get; } = [.. Expression().Matches(RuleFile).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("^  ", RegexOptions.Multiline)]
    private static partial Regex Indentation();

    [GeneratedRegex(@"^ *- alert: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Alert();

    [GeneratedRegex(@"^ {8}expr: (?:\|\n)?((?:.+\n)(?: {10}.*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Expression();
}
