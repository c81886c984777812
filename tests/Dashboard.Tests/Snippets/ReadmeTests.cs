using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Snippets;

/// <summary>The snippets in services/Dashboard/README.md are the text of the files that the other tests in this folder run.</summary>
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("Node/page.ts", "ts")]
    [InlineData("Snippets/MirrorSnippet.cs", "csharp")]
    [InlineData("Snippets/BusSnippet.cs", "csharp")]
    public async Task Each_snippet_in_the_README_is_a_file_that_is_run(string file, string language)
    {
        var readme = await File.ReadAllTextAsync(
            RepositoryPaths.File("services", "Dashboard", "README.md"), TestContext.Current.CancellationToken);
        var lines = await File.ReadAllLinesAsync(
            RepositoryPaths.File(["tests", "Dashboard.Tests", .. file.Split('/')]), TestContext.Current.CancellationToken);
        var shown = language == "csharp" ? Marked(lines) : lines;
        Assert.Contains($"```{language}\n{string.Join('\n', shown).TrimEnd()}\n```", readme, StringComparison.Ordinal);
    }

    /// <summary>The text between the markers, without the indentation of a method.</summary>
    static IEnumerable<string> Marked(string[] lines)
    {
        var begin = Array.FindIndex(lines, line => line.Trim() == "// README");
        var end = Array.FindIndex(lines, line => line.Trim() == "// end of README");
        return lines[(begin + 1)..end].Select(line => line.Length > 8 ? line[8..] : "");
    }
}
