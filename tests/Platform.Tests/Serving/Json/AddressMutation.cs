using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using KosovoNato.Serving.Json;

namespace KosovoNato.Platform.Tests.Serving.Json;

/// <summary>A change of one field in an address.</summary>
/// <param name="Pairs">The names and values that replace the field.</param>
/// <param name="Rejected">The path of the field that the error names; null if the message stays the same.</param>
sealed record AddressMutation(string Kind, (string Name, string Value)[] Pairs, string? Rejected)
{
    /// <summary>Whether an address can set the field.</summary>
    public static bool IsPossible(SetField set) =>
        !set.Path.Contains('[', StringComparison.Ordinal) && ScalarValue.IsScalar(set.Field);

    /// <summary>The names and values of a field, as an address has them.</summary>
    public static (string Name, string Value)[] PairsOf(SetField set) => set.Parent[set.Name] is JsonArray list
        ? [.. list.Select(value => (set.Path, value!.ToString()))]
        : [(set.Path, Text(set.Parent[set.Name]!))];

    /// <summary>Returns every change of a field that has one right response.</summary>
    public static IEnumerable<AddressMutation> All(SetField set, Random random)
    {
        var pairs = PairsOf(set);
        var misspelt = set.Beside(JsonMutation.Misspell(set, random));
        yield return new("misspell", [.. pairs.Select(pair => (misspelt, pair.Value))], misspelt);
        yield return new("nest", [.. pairs.Select(pair => ($"{pair.Name}.value", pair.Value))], set.Path);
        if (!set.IsList)
        {
            yield return new("double", [.. pairs, .. pairs], set.Path);
        }

        if (set.Field.FieldType != FieldType.String)
        {
            yield return new("retype", [(set.Path, "no such value")], set.Path);
            yield return new("empty", [(set.Path, "")], set.Path);
        }

        if (set.Field.Name != set.Name)
        {
            yield return new("rename", [.. pairs.Select(pair => (set.Beside(set.Field.Name), pair.Value))], null);
        }

        foreach (var same in set.IsList ? [] : JsonMutation.SameValues(set.Field, set.Value))
        {
            yield return new("reform", [(set.Path, same.Trim('"'))], null);
        }
    }

    static string Text(JsonNode value) => value is JsonValue one && one.TryGetValue(out bool flag)
        ? flag.ToString(CultureInfo.InvariantCulture).ToLowerInvariant()
        : value.ToString();
}
