using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>The code on a page of protos/quickstart.</summary>
static class QuickStartPage
{
    public const int MaxLines = 60;

    public static string Folder { get; } = RepositoryPaths.File("protos", "quickstart");

    public static async Task<string[]> LinesAsync(string page) =>
        await File.ReadAllLinesAsync(Path.Combine(Folder, $"{page}.md"), TestContext.Current.CancellationToken);

    /// <summary>The blocks in a language, in order.</summary>
    public static async Task<IReadOnlyList<string>> BlocksAsync(string page, string language)
    {
        List<string> blocks = [];
        var lines = await LinesAsync(page);
        for (var begin = 0; (begin = Array.IndexOf(lines, $"```{language}", begin) + 1) > 0;)
        {
            blocks.Add(string.Join('\n', lines[begin..Array.IndexOf(lines, "```", begin)]) + "\n");
        }

        return blocks;
    }
}
