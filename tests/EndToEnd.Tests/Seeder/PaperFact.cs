using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>
/// Something that the policy paper says, and where the seeds have it: in the value at a path of a resource. There the section
/// is cited, as near to the value as anything is cited.
/// </summary>
/// <param name="Id">Names the fact: R recognition, M membership, P presence, K capabilities, E exercises, C precedents, X centres, B
/// bilateral, I indicators, O oddities inside the paper, D differences from other sources.</param>
/// <param name="Section">The section of the paper.</param>
/// <param name="Path">Fields, with [3] for the fourth of a list and [field=value] for the first one that has it.</param>
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
        // Documents are not cited: they have the section themselves.
        var cited = Resource.StartsWith("documents/", StringComparison.Ordinal)
            ? record["sections"]!.AsArray().Select(section => $"{section!["id"]}")
            : way.AsEnumerable().Reverse().Select(Citations).First(sources => sources.Count > 0)
                .Select(source => source.Replace("seed.", ""));
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
