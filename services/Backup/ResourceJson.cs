using System.Text.Json;
using Google.Protobuf;
using KosovoNato.Storage;
using KosovoNato.Store.V1;

namespace KosovoNato.Backup;

/// <summary>
/// One resource in a backup: the JSON of its contract, with the name of its type. A resource that this release cannot convert to JSON and
/// back to identical bytes, for example a mirrored resource that a newer release wrote, stays encoded.
/// </summary>
static class ResourceJson
{
    public static void Write(Utf8JsonWriter json, Schema schema, CheckpointResource record)
    {
        json.WriteStartObject();
        json.WriteString("name", record.Name);
        json.WriteString("revision", StoreLayout.Number(record.Revision));
        if (record.Service.Length > 0)
        {
            json.WriteString("service", record.Service);
        }

        if (Shown(schema, record) is (var type, var text))
        {
            json.WriteString("type", type.Descriptor.FullName);
            json.WritePropertyName("resource");
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            json.WriteBase64String("encoded", record.Resource.Span);
        }

        json.WriteEndObject();
    }

    public static CheckpointResource Read(JsonElement json, Schema schema)
    {
        var record = new CheckpointResource
        {
            Name = BackupJson.Text(json, "name"),
            Revision = BackupJson.Number(json, "revision"),
            Service = json.TryGetProperty("service", out var named) ? named.GetString()! : "",
        };
        record.Resource = json.TryGetProperty("encoded", out var encoded)
            ? UnsafeByteOperations.UnsafeWrap(encoded.GetBytesFromBase64())
            : Wrap(TypeOf(schema, record.Service, BackupJson.Text(json, "type")), json.GetProperty("resource").GetRawText());
        return record;
    }

    static (ResourceType Type, string Text)? Shown(Schema schema, CheckpointResource record)
    {
        if (schema.Unwrap(record.Service, record.Resource.Memory) is not (var type, var resource))
        {
            return null;
        }

        var text = BackupJson.Formatter.Format(type.Descriptor.Parser.ParseFrom(resource.Span));
        return Wrap(type, text).Span.SequenceEqual(record.Resource.Span) ? (type, text) : null;
    }

    static ByteString Wrap(ResourceType type, string text) =>
        UnsafeByteOperations.UnsafeWrap(type.Wrap(BackupJson.Parser.Parse(text, type.Descriptor).ToByteArray()));

    static ResourceType TypeOf(Schema schema, string service, string name) =>
        schema.AllTypes.FirstOrDefault(type => (type.MirroredFrom ?? "") == service && type.Descriptor.FullName == name)
        ?? throw new BackupException(
            $"This release does not know the type {name}: the backup was written by a newer release. Import it with that release.");
}
