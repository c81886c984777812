using System.Diagnostics;

namespace KosovoNato.Testing.Tests;

/// <summary>Style rules for the source code.</summary>
public sealed class SourceTests
{
    const int MaxLineLength = 140;

    static readonly string[] Folders = ["services", "protos", "tests"];

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    static IEnumerable<string> Sources =>
        from folder in Folders
        from ending in (string[])["*.cs", "*.ts", "*.tsx"]
        from file in Directory.EnumerateFiles(RepositoryPaths.File(folder), ending, SearchOption.AllDirectories)
        where !file.Contains("/node_modules/", StringComparison.Ordinal) && !file.Contains("/Client/npm/src/gen/", StringComparison.Ordinal)
            && !file.Contains("/Client/npm/dist/", StringComparison.Ordinal)
        select file;

    [Fact]
    public void No_line_is_longer_than_140_characters()
    {
        Assert.NotEmpty(Sources);
        Assert.Empty(
            from file in Sources
            from line in File.ReadLines(file).Index()
            where line.Item.Length > MaxLineLength
            select $"{file}:{line.Index + 1} has {line.Item.Length} characters");
    }

    [Fact(Explicit = true)]
    public async Task The_code_is_formatted()
    {
        var start = new ProcessStartInfo("dotnet", ["format", "whitespace", ".", "--folder", "--verify-no-changes"])
        {
            WorkingDirectory = RepositoryPaths.Root,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var format = Process.Start(start)!;
        var (output, errors) = (format.StandardOutput.ReadToEndAsync(Cancelled), format.StandardError.ReadToEndAsync(Cancelled));
        await format.WaitForExitAsync(Cancelled);
        Assert.True(format.ExitCode == 0, $"Run \"dotnet format whitespace . --folder\".\n{await output}{await errors}");
    }
}
