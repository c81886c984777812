using System.IO.Compression;
using System.Text.Json;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Backup.Upgrade;

/// <summary>The recording of a release: its stores, tokens, messages and responses.</summary>
sealed record RecordedRelease(Dictionary<string, RecordedService> Services)
{
    /// <summary>The folder of the recordings, one file per release.</summary>
    public static string Folder { get; } = RepositoryPaths.File("tests", "EndToEnd.Tests", "Backup", "Upgrade", "Releases");

    const string Ending = ".json.br";

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, $"*{Ending}").Select(file => Path.GetFileName(file)[..^Ending.Length]).Order();

    public static async Task<RecordedRelease> ReadAsync(string name)
    {
        await using var file = File.OpenRead(Path.Combine(Folder, name + Ending));
        await using var unpacked = new BrotliStream(file, CompressionMode.Decompress);
        return (await JsonSerializer.DeserializeAsync<RecordedRelease>(
            unpacked, cancellationToken: TestContext.Current.CancellationToken))!;
    }

    public async Task WriteAsync(string name)
    {
        await using var file = File.Create(Path.Combine(Folder, name + Ending));
        await using var packed = new BrotliStream(file, CompressionLevel.SmallestSize);
        await JsonSerializer.SerializeAsync(packed, this, cancellationToken: TestContext.Current.CancellationToken);
    }
}

/// <summary>The recording of one service.</summary>
/// <param name="Keys">The hashes below the service's key, by key suffix after the prefix: field to bytes.</param>
/// <param name="Head">The head revision.</param>
/// <param name="Answers">
/// Its responses at revision 1, at half of the revisions and at the head revision, and the Watch from the first revision on.
/// </param>
/// <param name="RevisionToken">The token at half of the revisions.</param>
/// <param name="PageToken">The token of the second page, with one resource per page, of the first resource type.</param>
/// <param name="SecondPage">The page of that token.</param>
/// <param name="ResumeToken">The token of a Watch, issued when there were fewer revisions.</param>
/// <param name="ResumeAfter">The last revision that this Watch had sent.</param>
/// <param name="Messages">The first messages on the bus.</param>
sealed record RecordedService(
    Dictionary<string, Dictionary<string, byte[]>> Keys, long Head, Dictionary<string, string> Answers,
    string RevisionToken, string PageToken, string SecondPage, string ResumeToken, long ResumeAfter,
    IReadOnlyList<RecordedMessage> Messages);

/// <summary>A message as published on the bus.</summary>
sealed record RecordedMessage(string ContentType, Dictionary<string, string> Headers, byte[] Body);
