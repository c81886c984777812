using System.Text.RegularExpressions;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Questions;

/// <summary>A call in the README.</summary>
/// <param name="Address">The URL of the call.</param>
/// <param name="Body">The request body, or null for a GET.</param>
/// <param name="Shown">The excerpt of the response in the README.</param>
sealed record ReadmeCall(Uri Address, string? Body, string Shown);

/// <summary>
/// The queries in the README: each is a line that begins with its number, followed by calls with excerpts of their responses.
/// </summary>
static partial class ReadmeQuestions
{
    const string Heading = "## Questions and answers";

    public static IReadOnlyDictionary<int, IReadOnlyList<ReadmeCall>> Read()
    {
        var readme = File.ReadAllText(RepositoryPaths.File("README.md"));
        var section = readme[readme.IndexOf(Heading, StringComparison.Ordinal)..];
        var block = Block().Match(section).Groups["text"].Value.Replace("\\\n", " ", StringComparison.Ordinal);
        return Question().Matches(block).ToDictionary(
            question => int.Parse(question.Groups["number"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
            question => (IReadOnlyList<ReadmeCall>)[.. Call().Matches(question.Groups["calls"].Value).Select(CallOf)]);
    }

    static ReadmeCall CallOf(Match call) => new(
        new Uri(call.Groups["address"].Value), call.Groups["body"] is { Success: true, Value: var body } ? body : null,
        call.Groups["shown"].Value.Trim());

    [GeneratedRegex("```\n(?<text>.*?)\n```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Block();

    [GeneratedRegex(@"^# (?<number>\d+)\. [^\n]+\n(?<calls>.*?)(?=^# \d+\. |\z)",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Question();

    [GeneratedRegex(@"^curl '(?<address>[^']+)'(?:\s+--json '(?<body>[^']+)')?\s*\n(?<shown>.*?)(?=^curl |\z)",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Call();
}
