using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Seeder;

/// <summary>
/// Reads one seed file: <c>{"about": text, "&lt;collection&gt;": [resource in protobuf JSON form, ...]}</c>. Anything else is an error: a
/// run that stops is better than a fact that is lost to a typing error.
/// </summary>
internal static class SeedFile
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    internal static IReadOnlyList<T> Read<T>(string directory, string file, string collection)
        where T : class, IMessage<T>, new()
    {
        using var document = Open(Path.Combine(directory, file), file);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object
            || root.EnumerateObject().Any(property => property.Name != "about" && property.Name != collection)
            || !root.TryGetProperty(collection, out var records)
            || records.ValueKind != JsonValueKind.Array)
        {
            throw new SeedFileException($"{file}: must be an object with only \"about\" and the list \"{collection}\".");
        }

        return [.. records.EnumerateArray().Select((record, index) => Parse<T>(record, file, $"{collection}[{index}]"))];
    }

    private static JsonDocument Open(string path, string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path), Strict);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SeedFileException($"{file}: {fault.Message}", fault);
        }
    }

    private static T Parse<T>(JsonElement record, string file, string place) where T : class, IMessage<T>, new()
    {
        var descriptor = new T().Descriptor;
        if (record.ValueKind == JsonValueKind.Object
            && record.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
        {
            place = name.GetString()!;
        }

        return Fault(record.GetRawText(), descriptor, out var message) is not { } fault
            ? (T)message!
            : throw new SeedFileException($"{file}: {place}: {FieldAt(record, descriptor)}: {fault.Message}", fault);
    }

    // The parser names an unknown field, but not the field of an invalid value. To find it, parse each field alone.
    private static string FieldAt(JsonElement value, MessageDescriptor descriptor)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return "not an object";
        }

        foreach (var property in value.EnumerateObject())
        {
            var alone = $"{{{JsonSerializer.Serialize(property.Name)}:{property.Value.GetRawText()}}}";
            if (Fault(alone, descriptor, out _) is not null)
            {
                var field = descriptor.Fields.InFieldNumberOrder()
                    .FirstOrDefault(known => known.JsonName == property.Name || known.Name == property.Name);
                return property.Name + (field?.FieldType == FieldType.Message ? Inside(property.Value, field) : "");
            }
        }

        return "the fields together";
    }

    private static string Inside(JsonElement value, FieldDescriptor field)
    {
        if (!field.IsRepeated)
        {
            return value.ValueKind == JsonValueKind.Object ? "." + FieldAt(value, field.MessageType) : "";
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return "";
        }

        var faulty = value.EnumerateArray().Index()
            .First(element => Fault(element.Item.GetRawText(), field.MessageType, out _) is not null);
        return $"[{faulty.Index}].{FieldAt(faulty.Item, field.MessageType)}";
    }

    private static Exception? Fault(string json, MessageDescriptor descriptor, out IMessage? message)
    {
        try
        {
            message = JsonParser.Default.Parse(json, descriptor);
            return null;
        }
        catch (Exception fault) when (fault is InvalidProtocolBufferException or InvalidJsonException)
        {
            message = null;
            return fault;
        }
    }
}
