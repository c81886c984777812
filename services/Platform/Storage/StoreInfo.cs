using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>A section of the store's INFO.</summary>
sealed class StoreInfo
{
    readonly string text;
    readonly Dictionary<string, string> fields;

    StoreInfo(string text)
    {
        this.text = text;
        fields = text.Split('\n').Select(line => line.TrimEnd('\r').Split(':', 2)).Where(parts => parts.Length == 2)
            .DistinctBy(parts => parts[0]).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }

    /// <summary>Whether the store is the embedded server, which syncs on command.</summary>
    public bool IsEmbedded => text.Contains("garnet", StringComparison.OrdinalIgnoreCase);

    /// <summary>The value of a field; empty if the store does not report it.</summary>
    public string this[string field] => fields.GetValueOrDefault(field, "");

    public static async Task<StoreInfo> ReadAsync(IDatabase database, string section) =>
        new((string?)await database.ExecuteAsync("INFO", section) ?? "");
}
