using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using KosovoNato.Dashboard.Tests.Browser;
using KosovoNato.EndToEnd.Tests.Snippets;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Packages;

/// <summary>
/// The npm package of the client, as partners install it. Runs in turn with other tests that build the package, because this is in place.
/// </summary>
[Collection(OneDashboard.Name)]
public sealed class NpmPackageTests(RunningDashboard running, Chromium chromium)
{
    const string Page = "/partner.html";

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_installed_package_works_in_Node_and_misses_nothing_when_its_stream_is_cut()
    {
        using var client = await InstalledClient.InstallAsync();
        await using var way = TcpProxy.To(running.Services.Recognitions.HttpAddress.Authority);
        var program = await client.WriteAsync(
            "main.js", """import { follow } from "./partner.js"; await follow(process.env.RECOGNITIONS, console.log);""");
        await using var partner = Subscriber.Program("node", program, [], ("RECOGNITIONS", $"http://127.0.0.1:{way.Port}"));
        await new FollowingPartner(running, way, () => partner.Written).MissesNothingAsync();
    }

    [Fact(Explicit = true)]
    public async Task The_installed_package_works_in_a_browser_and_misses_nothing_when_its_stream_is_cut()
    {
        using var client = await InstalledClient.InstallAsync();
        await using var way = TcpProxy.To(running.Services.Recognitions.HttpAddress.Authority);
        var main = await client.WriteAsync(
            "main.js", """import { follow } from "./partner.js"; void follow(location.origin, console.info);""");
        var script = await client.BundleAsync(main);
        await using var browser = await chromium.NewContextAsync();
        var page = await browser.NewPageAsync();
        ConcurrentQueue<string> written = new();
        page.Console += (_, message) => written.Enqueue(message.Text);
        await page.RouteAsync($"**{Page}", route => route.FulfillAsync(
            new() { ContentType = "text/html", Body = $"""<!doctype html><script type="module">{script}</script>""" }));
        await page.GotoAsync($"http://127.0.0.1:{way.Port}{Page}");
        await new FollowingPartner(running, way, () => [.. written]).MissesNothingAsync();
    }

    [Fact]
    public async Task Packing_twice_gives_the_same_bytes_and_only_what_a_client_needs()
    {
        using var folder = new TemporaryDirectory();
        var first = await File.ReadAllBytesAsync(await InstalledClient.PackAsync(folder.Path), Cancelled);
        var second = await File.ReadAllBytesAsync(await InstalledClient.PackAsync(folder.Path), Cancelled);
        Assert.Equal(first, second);

        var entries = Entries(second);
        Assert.Contains("package/README.md", entries);
        Assert.Contains("package/dist/gen/kosovonato/recognitions/v1/index.d.ts", entries);
        Assert.All(entries, entry => Assert.Matches(@"^package/(package\.json|README\.md|dist/.+(\.js|\.d\.ts))$", entry));
        Assert.DoesNotContain(entries, entry => entry.Contains("/store/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_example_in_the_README_of_the_package_is_the_tested_program()
    {
        var readme = await File.ReadAllTextAsync(RepositoryPaths.File("services", "Client", "npm", "README.md"), Cancelled);
        var program = await File.ReadAllTextAsync(RepositoryPaths.File("tests", "Dashboard.Tests", "Node", "partner.ts"), Cancelled);
        Assert.Contains($"```ts\n{program}```", readme, StringComparison.Ordinal);
    }

    static List<string> Entries(byte[] archive)
    {
        using var tar = new TarReader(new GZipStream(new MemoryStream(archive), CompressionMode.Decompress));
        List<string> names = [];
        while (tar.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
