using System.Text.RegularExpressions;

namespace KosovoNato.Platform.Tests.Telemetry;

/// <summary>Finds the metrics in a Prometheus expression.</summary>
static partial class Expressions
{
    static readonly HashSet<string> Words =
        ["by", "without", "on", "ignoring", "group_left", "group_right", "bool", "offset", "and", "or", "unless", "inf", "nan"];

    public static IReadOnlySet<string> Metrics(string expression)
    {
        // Strings, labels, durations and variables are removed first; of the remaining names, functions are followed by a parenthesis.
        var bare = Labels().Replace(Grouping().Replace(Texts().Replace(expression, "\"\""), " "), " ");
        bare = Ranges().Replace(bare, " ");
        return Identifiers().Matches(bare).Select(match => match.Value).Where(word => !Words.Contains(word.ToLowerInvariant())).ToHashSet();
    }

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Texts();

    [GeneratedRegex(@"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\[[^\]]*\]|\boffset\s+\w+")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"(?<![\w:.$])[a-zA-Z_:][\w:]*(?!\w|\s*\()")]
    private static partial Regex Identifiers();
}
