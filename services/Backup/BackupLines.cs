using System.Text.Json;
using KosovoNato.Storage;
using KosovoNato.Store.V1;

namespace KosovoNato.Backup;

/// <summary>The lines of a backup after the header: resources, then revisions, then the end.</summary>
static class BackupLines
{
    public static byte[] Of(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = BackupJson.Document.MaxDepth }))
        {
            write(json);
        }

        return buffer.ToArray();
    }

    public static byte[] OfResource(Schema schema, CheckpointResource record) => Of(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("resource");
        ResourceJson.Write(json, schema, record);
        json.WriteEndObject();
    });

    /// <param name="lines">The number of lines before this one.</param>
    /// <param name="sha256">The SHA-256 of these lines, each with its newline.</param>
    public static byte[] OfEnd(long lines, string sha256) => Of(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("end");
        json.WriteString("lines", StoreLayout.Number(lines));
        json.WriteString("sha256", sha256);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
