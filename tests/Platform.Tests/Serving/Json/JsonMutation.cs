using System.Globalization;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using KosovoNato.Serving.Json;

namespace KosovoNato.Platform.Tests.Serving.Json;

/// <summary>A change of one member of a JSON object.</summary>
/// <param name="Members">The text that replaces the member.</param>
/// <param name="Rejected">The path of the field that the error names; null if the message stays the same.</param>
sealed record JsonMutation(string Kind, string Members, string? Rejected)
{
    /// <summary>Returns every change of a member that has one right response.</summary>
    public static IEnumerable<JsonMutation> All(SetField set, Random random)
    {
        var member = $"\"{set.Name}\":{set.Value}";
        var misspelt = Misspell(set, random);
        yield return new("misspell", $"\"{misspelt}\":{set.Value}", set.Beside(misspelt));
        yield return new("double", $"{member},{member}", set.Path);
        yield return new("double with null", $"{member},\"{set.Name}\":null", set.Path);
        yield return new("list", $"\"{set.Name}\":[{set.Value}]", set.Path);
        yield return new("nest", $"\"{set.Name}\":{{\"no such field\":{set.Value}}}", set.Path);
        yield return new("retype", $"\"{set.Name}\":{WrongValue(set.Field, random)}", set.Path);
        if (set.Field.Name != set.Name)
        {
            yield return new("rename", $"\"{set.Field.Name}\":{set.Value}", null);
            yield return new("double by both names", $"{member},\"{set.Field.Name}\":{set.Value}", set.Beside(set.Field.Name));
        }

        foreach (var same in set.IsList ? [] : SameValues(set.Field, set.Value))
        {
            yield return new("reform", $"\"{set.Name}\":{same}", null);
        }

        if (set.Message.Fields.InDeclarationOrder().FirstOrDefault(field => !set.Parent.ContainsKey(field.JsonName)) is { } unset)
        {
            yield return new("null", $"{member},\"{unset.JsonName}\":null", null);
        }

        if (set.Field.RealContainingOneof?.Fields.FirstOrDefault(other => other != set.Field
            && (other.FieldType == FieldType.String || !ScalarValue.IsScalar(other))) is { } rival)
        {
            var value = rival.FieldType == FieldType.String ? "\"\"" : "{}";
            yield return new("second of a oneof", $"{member},\"{rival.JsonName}\":{value}", set.Beside(rival.JsonName));
        }
    }

    public static string Misspell(SetField set, Random random)
    {
        var (name, at) = (set.Name, random.Next(set.Name.Length));
        var misspelt = random.Next(5) switch
        {
            0 => name.Remove(at, 1),
            1 => name.Insert(at, "x"),
            2 => name.ToUpperInvariant(),
            3 => name + "s",
            _ => "no" + name,
        };
        return FieldNames.Find(set.Message, misspelt) is null && !set.Parent.ContainsKey(misspelt) ? misspelt : name + "_x";
    }

    static string WrongValue(FieldDescriptor field, Random random)
    {
        string[] values = field.IsRepeated ? ["5", "\"text\"", "{}", "true"] : field.FieldType switch
        {
            FieldType.String => ["5", "true", "1.5e3", "\"\\ud800\""],
            FieldType.Bool => ["1", "\"true\"", "\"\""],
            FieldType.Enum => ["\"NO_SUCH_VALUE\"", "98765", "true", "\"\"", "1.5"],
            FieldType.Message when field.MessageType == Timestamp.Descriptor => ["5", "\"2026-11-29\"", "\"now\"", "true"],
            FieldType.Message when field.MessageType == Duration.Descriptor => ["5", "\"5 s\"", "\"PT5S\""],
            FieldType.Message when field.MessageType == FieldMask.Descriptor => ["5", "\"a b\"", "\"a_B\"", "{\"paths\":[\"title\"]}"],
            FieldType.Message => ["5", "\"text\"", "true"],
            FieldType.Double => ["\"five\"", "true", "1e999"],
            _ => ["\"five\"", "1.5", "true", "1e99", "1e-9"],
        };
        return values[random.Next(values.Length)];
    }

    /// <summary>Other forms of the same value.</summary>
    public static IEnumerable<string> SameValues(FieldDescriptor field, string value)
    {
        if (field.FieldType == FieldType.Enum && field.EnumType.FindValueByName(value.Trim('"')) is { } known)
        {
            yield return known.Number.ToString(CultureInfo.InvariantCulture);
            yield return $"{known.Number}.0";
            yield return $"\"{known.Name[(field.EnumType.Values[0].Name.Length - "UNSPECIFIED".Length)..]}\"";
        }
        else if (field.FieldType is FieldType.Int32 or FieldType.Int64)
        {
            yield return $"{value.Trim('"')}.0";
            yield return $"\"{value.Trim('"')}\"";
            yield return $"{value.Trim('"')}e0";
        }
    }
}
