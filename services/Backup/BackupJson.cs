using System.Globalization;
using System.Text.Json;
using Google.Protobuf;

namespace KosovoNato.Backup;

/// <summary>The JSON settings of a backup. 64-bit numbers are strings, as in the JSON of the contracts.</summary>
static class BackupJson
{
    // Deeper than any message that a service accepts.
    const int Depth = 200;

    public static JsonFormatter Formatter { get; } = new(JsonFormatter.Settings.Default);

    public static JsonParser Parser { get; } = new(new JsonParser.Settings(Depth));

    public static JsonDocumentOptions Document { get; } = new() { MaxDepth = 2 * Depth };

    public static string Text(JsonElement json, string field) =>
        json.GetProperty(field).GetString() ?? throw new FormatException($"{field} is null");

    public static long Number(JsonElement json, string field) =>
        long.Parse(Text(json, field), NumberStyles.None, CultureInfo.InvariantCulture);
}
