using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KosovoNato.EndToEnd.Tests.Questions;

/// <summary>
/// Compares a response with the excerpt in an example. An object must have the fields shown. A list must have exactly the elements shown,
/// in their order; if it ends with <c>...</c>, other elements may be present as well.
/// </summary>
static partial class ExpectedJson
{
    const string More = "...";

    public static JsonNode Parse(string text) =>
        JsonNode.Parse(Ellipsis().Replace(text, "\"...\"")) ?? throw new InvalidDataException("The example shows nothing.");

    /// <summary>The first difference between the response and the excerpt, or null if there is none.</summary>
    public static string? Difference(JsonNode? shown, JsonNode? answer, string path = "$") => (shown, answer) switch
    {
        (JsonObject some, JsonObject all) => some.Select(field => Difference(field.Value, all[field.Key], $"{path}.{field.Key}"))
            .FirstOrDefault(found => found is not null),
        (JsonArray some, JsonArray all) when IsOpen(some) => Among([.. some.SkipLast(1)], all, path),
        (JsonArray some, JsonArray all) => some.Count != all.Count
            ? $"{path} has {all.Count} elements, {some.Count} are shown: {all.ToJsonString()}"
            : some.Select((element, i) => Difference(element, all[i], $"{path}[{i}]")).FirstOrDefault(found => found is not null),
        _ => JsonNode.DeepEquals(shown, answer)
            ? null
            : $"{path} is {answer?.ToJsonString() ?? "not there"}, shown is {shown?.ToJsonString()}",
    };

    static bool IsOpen(JsonArray shown) => shown is [.., JsonValue last] && last.TryGetValue<string>(out var text) && text == More;

    static string? Among(IReadOnlyList<JsonNode?> shown, JsonArray answer, string path)
    {
        var next = 0;
        foreach (var element in answer)
        {
            if (next < shown.Count && Difference(shown[next], element) is null)
            {
                next++;
            }
        }

        return next == shown.Count ? null : $"{path} has no {shown[next]?.ToJsonString()} at its place: {answer.ToJsonString()}";
    }

    [GeneratedRegex(@"(?<=[\[,]\s*)\.\.\.(?=\s*\])", RegexOptions.CultureInvariant)]
    private static partial Regex Ellipsis();
}
