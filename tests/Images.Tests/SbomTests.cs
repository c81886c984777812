using System.Text.Json.Nodes;
using KosovoNato.Testing;

namespace KosovoNato.Images.Tests;

/// <summary>The software bill of materials (SBOM) of an image lists exactly its content.</summary>
[Collection(nameof(PublishedImages))]
public sealed class SbomTests(PublishedImages published) : IAsyncLifetime
{
    const string Page = "Dashboard";

    // Reads documents, and returns the schema errors of each.
    const string Validate = """
        import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
        import { text } from "node:stream/consumers";
        const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
        const said = [];
        for (const sbom of JSON.parse(await text(process.stdin))) {
          said.push((await validator.validate(JSON.stringify(sbom))) ?? "");
        }
        process.stdout.write(JSON.stringify(said.map((one) => JSON.stringify(one))));
        """;

    public static TheoryData<string> Projects => [.. PublishedImages.Projects];

    public async ValueTask InitializeAsync() => await published.Done;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory(Explicit = true)]
    [MemberData(nameof(Projects))]
    public void An_SBOM_has_exactly_the_packages_of_its_image(string project)
    {
        var packages = Libraries(project).Where(library => library.Value!["type"]!.ToString() == "package").ToList();
        var listed = Components(project).Where(component => Purl(component).StartsWith("pkg:nuget/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(packages);
        Assert.Equal(packages.Select(package => $"pkg:nuget/{package.Key.Replace('/', '@')}").Order(), listed.Select(Purl).Order());
        Assert.Equal(
            packages.Select(
                package => Convert.ToHexStringLower(Convert.FromBase64String(package.Value!["sha512"]!.ToString()["sha512-".Length..])))
                    .Order(),
            listed.Select(component => component["hashes"]![0]!["content"]!.ToString()).Order());
        Assert.All(listed, component => Assert.NotEmpty(component["licenses"]!.AsArray()));
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Projects))]
    public void The_SBOM_covers_exactly_the_published_files(string project)
    {
        var program = $"KosovoNato.{project}";
        var assemblies = PublishedImages.Json(
            Path.Combine(PublishedImages.FolderOf(project), $"{program}.deps.json"))["targets"]!.AsObject()
            .Single().Value!.AsObject()
            .SelectMany(library => library.Value!["runtime"]?.AsObject().Select(asset => Path.GetFileName(asset.Key)) ?? []);
        var seeds = project == "Seeder" ? Directory.GetFiles(RepositoryPaths.File("seeds"), "*.json")
            .Select(file => $"seeds/{Path.GetFileName(file)}") : [];
        Assert.Equal(
            assemblies.Concat(seeds).Append($"{program}.deps.json").Append($"{program}.runtimeconfig.json").Distinct()
                .Order(StringComparer.Ordinal),
            Directory.GetFiles(PublishedImages.FolderOf(project), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(PublishedImages.FolderOf(project), file)).Order(StringComparer.Ordinal));
    }

    [Fact(Explicit = true)]
    public void The_SBOM_of_the_page_has_exactly_the_packages_that_the_bundler_may_include()
    {
        var locked = PublishedImages.Json(RepositoryPaths.File("services", Page, "web", "package-lock.json"))["packages"]!.AsObject();
        var taken = locked.Where(
            package => package.Key.StartsWith("node_modules/", StringComparison.Ordinal) && package.Value!["link"] is null
            && (package.Value!["dev"] is null || package.Key.EndsWith("/world-atlas", StringComparison.Ordinal)))
            .Select(package =>
                $"pkg:npm/{package.Key["node_modules/".Length..].Replace("@", "%40", StringComparison.Ordinal)}"
                + $"@{package.Value!["version"]}");
        Assert.Equal(
            taken.Order(), Components(Page).Select(Purl).Where(purl => purl.StartsWith("pkg:npm/", StringComparison.Ordinal)).Order());
        Assert.Contains(Components(Page), component => component["name"]!.ToString() == "Natural Earth");
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Projects))]
    public void An_SBOM_has_the_base_image_and_its_NET(string project)
    {
        Assert.Single(
            Components(project), component => component["type"]!.ToString() == "container"
            && Purl(component).Contains("@sha256:", StringComparison.Ordinal));
        string[] frameworks = project == "Seeder" ? ["Microsoft.NETCore.App"] : ["Microsoft.AspNetCore.App", "Microsoft.NETCore.App"];
        Assert.Equal(
            frameworks, Components(project).Where(component => component["type"]!.ToString() == "framework")
                .Select(component => component["name"]!.ToString()).Order());
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Projects))]
    public void Everything_in_an_SBOM_is_required_by_something(string project)
    {
        var sbom = PublishedImages.SbomOf(project);
        var needs = sbom["dependencies"]!.AsArray().ToDictionary(
            one => one!["ref"]!.ToString(), one => one!["dependsOn"]?.AsArray().Select(needed => needed!.ToString()).ToList() ?? []);
        HashSet<string> reached = [];
        Reach(PublishedImages.ImageOf(project));
        Assert.Equal(
            Components(project).Select(component => component["bom-ref"]!.ToString()).Order(),
            reached.Where(one => one != PublishedImages.ImageOf(project)).Order());

        void Reach(string one)
        {
            if (reached.Add(one))
            {
                needs[one].ForEach(Reach);
            }
        }
    }

    [Fact(Explicit = true)]
    public void Every_SBOM_is_CycloneDX()
    {
        var wrong = PublishedImages.SbomOf(Page);
        wrong["components"]![0]!.AsObject().Remove("type");
        var said = SbomPrograms.Node(Validate, new JsonArray([.. PublishedImages.Projects.Select(PublishedImages.SbomOf), wrong]));
        Assert.All(said.SkipLast(1), violations => Assert.Equal("\"\"", violations));
        Assert.Contains("must have required property 'type'", said[^1], StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void The_same_images_have_byte_for_byte_the_same_SBOM() => Assert.Equal(Made("1"), Made("1"));

    [Fact(Explicit = true)]
    public void A_base_image_that_is_not_pinned_by_digest_is_rejected()
    {
        using var folder = new TemporaryDirectory();
        var refused = Assert.Throws<InvalidOperationException>(
            () => SbomPrograms.Make(folder, "1", "mcr.microsoft.com/dotnet/aspnet:10.0"));
        Assert.Contains("not named by its digest", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void All_licenses_have_been_reviewed() => Assert.True(
        File.ReadAllText(RepositoryPaths.File("deploy", "images", "licenses.md")) == File.ReadAllText(
            PublishedImages.Result("licenses.md")),
        "deploy/images/licenses.md is old. Look at what changed: cp .artifacts/images/licenses.md deploy/images/ && git diff "
        + "deploy/images/licenses.md");

    static JsonObject Libraries(string project) =>
        PublishedImages.Json(Path.Combine(PublishedImages.FolderOf(project), $"KosovoNato.{project}.deps.json"))["libraries"]!.AsObject();

    static IReadOnlyList<JsonNode> Components(string project) =>
        [.. PublishedImages.SbomOf(project)["components"]!.AsArray().Select(component => component!)];

    static string Purl(JsonNode component) => component["purl"]?.ToString() ?? "";

    static string Made(string time)
    {
        using var folder = new TemporaryDirectory();
        SbomPrograms.Make(folder, time, $"example.org/base:1.2.3@sha256:{new string('a', 64)}");
        return string.Concat(
            Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText));
    }
}
