using KosovoNato.Changes.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.EndToEnd.Tests.Faults;

/// <summary>Writes one source with the service's commit script, or a deliberately broken copy.</summary>
sealed class ScriptWriter(IDatabase store, string key, string script)
{
    public static string Script { get; } = File.ReadAllText(RepositoryPaths.File("services", "Platform", "Storage", "Commit.lua"));

    /// <summary>The script without the check for retried requests.</summary>
    public static string WithoutRequestCheck { get; } = Script.Replace("if found[1] then", "if false then", StringComparison.Ordinal);

    public Task BeginAsync() => store.HashSetAsync(key, "identity", "a-store");

    /// <summary>Commits a new version, and returns the revision in the response.</summary>
    /// <param name="expected">The expected current revision of the resource, as the service would supply it.</param>
    public async Task<long> PutAsync(string requestId, string etag, long expected)
    {
        var source = new Source { Name = "sources/a", Etag = etag, Title = etag };
        var change = new RecognitionsChanged
        {
            RequestId = requestId,
            Changes =
            {
                new RecognitionsResourceChange { Name = source.Name, Kind = ChangeKind.Modified, Resource = new() { Source = source } },
            },
        };
        RedisValue[] arguments = ["a-store", "hint", "a-writer", requestId, "fingerprint", 1, source.Name, $"{expected}", 1, source.Name,
            Google.Protobuf.MessageExtensions.ToByteArray(change)];
        var rows = (RedisResult[])(await store.ScriptEvaluateAsync(script, [key], arguments))!;
        return (long)((RedisResult[])rows[1]!)[1];
    }
}
