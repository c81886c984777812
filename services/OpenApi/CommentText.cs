using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;

namespace KosovoNato.OpenApi;

/// <summary>The comments of the contracts as Markdown, with the names that fields have in JSON.</summary>
/// <param name="jsonNames">The names in JSON by the names in the contracts.</param>
sealed partial class CommentText(IReadOnlyDictionary<string, string> jsonNames)
{
    /// <summary>The whole comment of an element. The errors of an RPC are left out: its responses have them.</summary>
    public string Of(IDescriptor element)
    {
        var comment = Comment(element);
        var errors = element is MethodDescriptor or ServiceDescriptor ? ErrorLists().Match(comment) : Match.Empty;
        return Translate(Join(errors.Success ? comment[..errors.Index] : comment));
    }

    /// <summary>The first sentence of an element's comment, without its full stop.</summary>
    public string SummaryOf(IDescriptor element) => FirstSentence().Match(Of(element)).Groups[1].Value;

    /// <summary>The value that the comment of a field gives as an example; null if there is none.</summary>
    public static string? ExampleOf(FieldDescriptor field) =>
        Example().Match(Join(Comment(field))) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The errors in the comment of an RPC or a service.</summary>
    public IEnumerable<ListedError> ErrorsOf(IDescriptor element)
    {
        foreach (Match item in Items().Matches(Comment(element)))
        {
            var text = Translate(Join(item.Groups["text"].Value));
            foreach (Match code in Codes().Matches(item.Groups["codes"].Value))
            {
                yield return new(code.Groups["code"].Value, [.. code.Groups["reasons"].Value.Split(", ")], text);
            }
        }
    }

    string Translate(string text) => Quoted().Replace(text, match => $"`{string.Join('.', match.Groups[1].Value.Split('.')
        .Select(name => jsonNames.GetValueOrDefault(name, name)))}`");

    static string Comment(IDescriptor element) =>
        element is DescriptorBase { Declaration.LeadingComments: var comment } ? Lines().Replace(comment.TrimEnd(), "") : "";

    /// <summary>Joins the lines of each paragraph and of each item of a list.</summary>
    static string Join(string text) => Wraps().Replace(text.Trim(), " ");

    [GeneratedRegex(@"^ ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Lines();

    [GeneratedRegex(@"(?<!\n)\n(?!\n|- )\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Wraps();

    [GeneratedRegex(@"Errors( that the RPCs have in common)?:\n", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorLists();

    [GeneratedRegex(@"^(.+?)\.?(?=$|\n|(?<=\.) [A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex FirstSentence();

    [GeneratedRegex(@"for example `([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Example();

    [GeneratedRegex(@"^- (?<codes>[A-Z_]+ \([^:]+\)):\s*(?<text>[^\n]*(\n(?!- |\n)[^\n]*)*)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Items();

    [GeneratedRegex(@"(?<code>[A-Z_]+)\s+\((?<reasons>[A-Z_,\s]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Codes();

    [GeneratedRegex(@"`([a-z][a-z0-9_.]*)`", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}

/// <summary>A status and the reasons for it.</summary>
/// <param name="Code">The name of the google.rpc.Code.</param>
sealed record ListedError(string Code, IReadOnlyList<string> Reasons, string Text);
