using StackExchange.Redis;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>The content of a service's hash, without the parts that differ in a restored store: store ID and relay position.</summary>
static class StoredHash
{
    public static async Task<SortedDictionary<string, string>> OfAsync(BackupProgram at, string service = "recognitions")
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(at.Configuration);
        var fields = await connection.GetDatabase().HashGetAllAsync(at.KeyOf(service));
        return new(fields.Where(field => field.Name != "identity" && !((string)field.Name!).StartsWith("relay.", StringComparison.Ordinal))
            .ToDictionary(field => (string)field.Name!, field => Convert.ToBase64String(((ReadOnlyMemory<byte>)field.Value).Span)),
                StringComparer.Ordinal);
    }

    public static async Task<IReadOnlyList<string>> KeysAsync(BackupProgram at)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{at.Configuration},allowAdmin=true");
        return [.. connection.GetServers()[0].Keys(pattern: $"{at.Prefix}*").Select(key => (string)key!).Order(StringComparer.Ordinal)];
    }

    public static Task<string> IdentityAsync(BackupProgram at, string service = "recognitions") => FieldAsync(at, "identity", service);

    public static async Task<string> FieldAsync(BackupProgram at, string field, string service = "recognitions")
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(at.Configuration);
        return (string)(await connection.GetDatabase().HashGetAsync(at.KeyOf(service), field))!;
    }
}
