using KosovoNato.Contract.Tests;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Host;

/// <summary>
/// The build output of the page. Runs in turn with other tests that generate its contracts, because these are generated in place.
/// </summary>
[Collection(OneDashboard.Name)]
public sealed class BuildTests
{
    static readonly string Web = RepositoryPaths.File("services", "Dashboard", "web");

    [Fact]
    public async Task The_parts_of_the_page_that_need_no_browser_pass_their_tests()
    {
        await NpmAsync("run", "generate");
        await NpmAsync("test");
    }

    [Fact(Explicit = true)]
    public async Task The_built_page_matches_its_sources()
    {
        var folder = Directory.CreateTempSubdirectory("kosovonato-page-");
        await NpmAsync("run", "build", "--", "--outDir", folder.FullName);
        var kept = RepositoryPaths.File("services", "Dashboard", "wwwroot");
        Assert.Equal(Files(kept), Files(folder.FullName));
        Assert.All(Files(kept), file => Assert.True(
            File.ReadAllBytes(Path.Combine(kept, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder.FullName, file))),
            $"wwwroot/{file} is not what the sources make. Run 'npm run build' in services/Dashboard/web, and commit wwwroot."));
        folder.Delete(recursive: true);
    }

    static async Task NpmAsync(params string[] arguments)
    {
        Assert.True(Directory.Exists(Path.Combine(Web, "node_modules")), $"Run 'npm ci' in {Web}.");
        (await Command.RunAsync("npm", Web, arguments)).Succeeded();
    }

    static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal)];
}
