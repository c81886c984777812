using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>
/// A statement of the policy paper, and its place in the seeds: the value at a path of a resource. The section must be cited at the
/// citation level closest to the value.
/// </summary>
/// <param name="Id">
/// The ID of the fact: R recognition, M membership, P presence, K capabilities, E exercises, C precedents, X centres, B bilateral, I
/// indicators, O inconsistencies inside the paper, D differences from other sources.
/// </param>
/// <param name="Section">The section of the paper.</param>
/// <param name="Path">Fields, with [3] for the fourth element of a list and [field=value] for the first element with that value.</param>
/// <param name="Says">A part of the value.</param>
public sealed partial record PaperFact(string Id, string Section, string File, string Resource, string Path, string Says)
{
    internal void AssertIsIn(JsonNode record)
    {
        List<JsonNode> way = [record];
        foreach (Match step in Step().Matches(Path))
        {
            var next = step.Groups["field"].Success ? way[^1][step.Groups["field"].Value] : In(way[^1].AsArray(), step);
            Assert.True(next is not null, $"{this}: nothing at {step.Value}");
            way.Add(next!);
        }

        Assert.Contains(Says, way[^1].ToString(), StringComparison.Ordinal);
        // Documents have sections of their own and need no citation.
        var cited = Resource.StartsWith("documents/", StringComparison.Ordinal)
            ? record["sections"]!.AsArray().Select(section => $"{section!["id"]}")
            : way.AsEnumerable().Reverse().Select(Citations).First(sources => sources.Count > 0)
                .Select(source => source.Replace("sources/seed.", ""));
        Assert.Contains(Section, cited);
    }

    private static JsonNode? In(JsonArray list, Match step) => step.Groups["index"].Success
        ? list[int.Parse(step.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture)]
        : list.FirstOrDefault(item => item?[step.Groups["key"].Value]?.ToString() == step.Groups["value"].Value);

    private static List<string> Citations(JsonNode node) => node switch
    {
        JsonObject record => [.. record.SelectMany(field => field.Key == "source" ? [$"{field.Value}"] : Citations(field.Value!))],
        JsonArray list => [.. list.SelectMany(item => Citations(item!))],
        _ => [],
    };

    [GeneratedRegex(@"\[(?<index>\d+)\]|\[(?<key>\w+)=(?<value>[^\]]+)\]|(?<field>\w+)")]
    private static partial Regex Step();
}
