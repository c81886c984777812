using System.Text.RegularExpressions;

namespace KosovoNato.Testing.Tests;

/// <summary>Each promise of protos/STABILITY.md names tests that exist and run.</summary>
public sealed partial class StabilityTests
{
    static readonly string Page = RepositoryPaths.File("protos", "STABILITY.md");

    /// <summary>All tests that are not skipped, as "Class.Method".</summary>
    static readonly Lazy<HashSet<string>> Tests = new(() =>
    [
        .. from file in Directory.EnumerateFiles(RepositoryPaths.File("tests"), "*Tests.cs", SearchOption.AllDirectories)
           where !file.Contains("/node_modules/", StringComparison.Ordinal)
           from name in TestsIn(File.ReadAllText(file))
           select $"{Path.GetFileNameWithoutExtension(file)}.{name}",
    ]);

    [Fact]
    public void Each_promise_names_its_tests_and_each_of_them_exists_and_runs()
    {
        var rows = File.ReadLines(Page)
            .Where(line => line.StartsWith('|') && line is not ("| promise | held by |" or "|---|---|")).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var cells = row.Trim('|').Split(" | ");
            Assert.Equal(2, cells.Length);
            Assert.EndsWith(".", cells[0].TrimEnd(), StringComparison.Ordinal);
            var names = cells[1].Trim().Split(", ");
            Assert.All(names, name => Assert.Contains(name.Trim('`'), Tests.Value));
        });
    }

    [Fact]
    public void Every_sentence_after_the_introduction_is_a_promise_in_a_table()
    {
        var afterwards = File.ReadLines(Page).SkipWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        Assert.All(afterwards, line => Assert.Matches(AllowedLine(), line));
    }

    [Theory]
    [InlineData("[Fact]\n    public void A_test()", "A_test")]
    [InlineData("[Theory(Explicit = true)]\n    [InlineData(1)]\n    public async Task A_test(int one)", "A_test")]
    [InlineData("[Theory, MemberData(nameof(Backends))]\n    public Task A_test(int one)", "A_test")]
    [InlineData("[Fact(Skip = \"later\")]\n    public void A_test()", null)]
    [InlineData("public void A_test()", null)]
    public void A_skipped_test_does_not_count(string code, string? found) => Assert.Equal(found, TestsIn(code).SingleOrDefault());

    static IEnumerable<string> TestsIn(string code) =>
        from match in TestMethod().Matches(code)
        where !match.Groups["attributes"].Value.Contains("Skip = ", StringComparison.Ordinal)
        select match.Groups["name"].Value;

    [GeneratedRegex(
        @"(?<attributes>\[(Fact|Theory)\b.*\n(\s*\[.*\n|\s*//.*\n|\s{8,}.*\n)*)\s*public (async )?(Task|ValueTask|void) (?<name>\w+)")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"^($|## |\|)")]
    private static partial Regex AllowedLine();
}
