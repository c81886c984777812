using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>The snippets in protos/README.md are the text of the files that the other tests in this folder run.</summary>
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("Node/watch.ts", "ts")]
    [InlineData("Node/bus.ts", "ts")]
    [InlineData("Snippets/WatchSnippet.cs", "csharp")]
    [InlineData("Snippets/BusSnippet.cs", "csharp")]
    public async Task Each_snippet_in_the_README_is_a_file_that_is_run(string file, string language)
    {
        var readme = await File.ReadAllTextAsync(RepositoryPaths.File("protos", "README.md"));
        var lines = await File.ReadAllLinesAsync(RepositoryPaths.File(["tests", "EndToEnd.Tests", .. file.Split('/')]));
        var shown = language == "csharp" ? Marked(lines) : lines;
        Assert.Contains($"```{language}\n{string.Join('\n', shown)}\n```", readme, StringComparison.Ordinal);
    }

    /// <summary>The text between the markers, without the indentation of a method.</summary>
    static IEnumerable<string> Marked(string[] lines)
    {
        var begin = Array.FindIndex(lines, line => line.Trim() == "// README");
        var end = Array.FindIndex(lines, line => line.Trim() == "// end of README");
        return lines[(begin + 1)..end].Select(line => line.Length > 8 ? line[8..] : "");
    }
}
