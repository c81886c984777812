using System.IO.Compression;
using System.Text.Json;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Backup.Upgrade;

/// <summary>What a release left behind: its stores, its tokens, its messages, and what it answered.</summary>
sealed record RecordedRelease(Dictionary<string, RecordedService> Services)
{
    /// <summary>Where they are, one file for each release.</summary>
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

/// <summary>What was recorded of one service.</summary>
/// <param name="Keys">The hashes below the service's key, by what follows the prefix: field to bytes.</param>
/// <param name="Head">The newest revision.</param>
/// <param name="Answers">What it said of revision 1, of half of them and of the newest, and the Watch from the first on.</param>
/// <param name="RevisionToken">Of half of the revisions.</param>
/// <param name="PageToken">Of the second page of one resource each of the first type of resources.</param>
/// <param name="SecondPage">That page.</param>
/// <param name="ResumeToken">Of a Watch, given out while there was less.</param>
/// <param name="ResumeAfter">The last revision that it had brought.</param>
/// <param name="Messages">The first ones on the bus.</param>
sealed record RecordedService(
    Dictionary<string, Dictionary<string, byte[]>> Keys, long Head, Dictionary<string, string> Answers,
    string RevisionToken, string PageToken, string SecondPage, string ResumeToken, long ResumeAfter,
    IReadOnlyList<RecordedMessage> Messages);

/// <summary>A message as it was on the bus.</summary>
sealed record RecordedMessage(string ContentType, Dictionary<string, string> Headers, byte[] Body);
