using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KosovoNato.Serving.Json;

namespace KosovoNato.Platform.Tests.Serving.Json;

/// <summary>A field that a JSON message sets.</summary>
/// <param name="Path">The path of the field as violations name it.</param>
/// <param name="Message">The message that has the field.</param>
/// <param name="Parent">The object that has the value.</param>
sealed record SetField(string Path, FieldDescriptor Field, MessageDescriptor Message, JsonObject Parent)
{
    public string Name => Field.JsonName;

    public string Value => Parent[Name]!.ToJsonString();

    public bool IsList => Field.IsRepeated;

    /// <summary>The path of another name beside the field.</summary>
    public string Beside(string name) => Path[..^Name.Length] + name;
}

/// <summary>A message as JSON, with all fields that it sets at any depth.</summary>
static class JsonSample
{
    static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);

    public static JsonObject Of(IMessage message) => JsonNode.Parse(Formatter.Format(message))!.AsObject();

    public static IEnumerable<SetField> Fields(JsonObject json, MessageDescriptor message, string prefix = "")
    {
        foreach (var (name, value) in json)
        {
            var field = FieldNames.Find(message, name)!;
            yield return new(prefix + name, field, message, json);
            IEnumerable<(JsonNode? Node, string Path)> inner = value is JsonArray list
                ? list.Select((one, place) => (one, $"{prefix}{name}[{place}]"))
                : [(value, prefix + name)];
            foreach (var nested in inner.Where(one => one.Node is JsonObject)
                .SelectMany(one => Fields(one.Node!.AsObject(), field.MessageType, one.Path + ".")))
            {
                yield return nested;
            }
        }
    }

    /// <summary>Returns the JSON with a member replaced by any text, which need not be JSON that an object could hold.</summary>
    public static string With(JsonObject json, SetField field, string members)
    {
        const string mark = "\"mark\":\"mark\"";
        var before = field.Parent.ToList();
        field.Parent.Clear();
        foreach (var (name, value) in before)
        {
            field.Parent.Add(name == field.Name ? "mark" : name, name == field.Name ? "mark" : value);
        }

        var text = json.ToJsonString(new JsonSerializerOptions { WriteIndented = false });
        field.Parent.Clear();
        foreach (var (name, value) in before)
        {
            field.Parent.Add(name, value);
        }

        return text.Replace(mark, members, StringComparison.Ordinal);
    }
}
