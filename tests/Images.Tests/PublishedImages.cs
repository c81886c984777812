using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KosovoNato.Deploy.Tests;
using KosovoNato.Testing;

namespace KosovoNato.Images.Tests;

/// <summary>
/// All images, made by the script that makes a release, of what is built already. Where containers can be had they are pushed to a
/// registry of the tests, on a base image of this machine's .NET; else there is only what says what is in them.
/// </summary>
public sealed partial class PublishedImages : IAsyncDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    static readonly string Results = RepositoryPaths.File(".artifacts", "images");

    readonly Lazy<Task> done;
    LocalRegistry? registry;

    public PublishedImages() => done = new(PublishAsync);

    /// <summary>Publishes them, once, when the first test asks: they are not needed where all of these tests are left out.</summary>
    public Task Done => done.Value;

    /// <summary>The projects, as the script knows them.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Project().Matches(File.ReadAllText(RepositoryPaths.File("deploy", "images", "images.proj")))
            .Select(match => match.Groups[1].Value)];

    /// <summary>Where a project was published to.</summary>
    public static string FolderOf(string project) => Path.Combine(RepositoryPaths.File(".artifacts", "published", project), BuiltAs);

    public static string ImageOf(string project) => $"kosovonato/{project.ToLowerInvariant()}";

    public static string SbomFileOf(string project) => Result($"{ImageOf(project)}.cdx.json");

    public static JsonNode SbomOf(string project) => Json(SbomFileOf(project));

    public static string Result(string name) => Path.Combine(Results, name);

    public static JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(file))!;

    /// <summary>The registry that has the images.</summary>
    internal LocalRegistry Registry
    {
        get
        {
            Assert.SkipWhen(registry is null, LocalRegistry.WhyNot);
            return registry!;
        }
    }

    async Task PublishAsync()
    {
        string[] options = ["-p:NoBuild=true", $"-p:Configuration={BuiltAs}"];
        registry = LocalRegistry.WhyNot.Length > 0 ? null : await LocalRegistry.StartAsync();
        string[] where = registry is null ? ["--sbom"] : [registry.Address, $"-p:ContainerBaseImage={await registry.PushBaseAsync()}"];
        Programs.RunWithin(
            Limit, "bash", RepositoryPaths.Root, "", [RepositoryPaths.File("deploy", "images", "publish.sh"), .. where, .. options]);
    }

    public async ValueTask DisposeAsync()
    {
        if (registry is not null)
        {
            await registry.DisposeAsync();
        }
    }

    // The configuration of these tests is that of what was built with them.
    static string BuiltAs => new DirectoryInfo(AppContext.BaseDirectory).Name;

    [GeneratedRegex("<(?:Last)?Image Include=\"[^\"]*/([A-Za-z]+)\\.csproj\"")]
    private static partial Regex Project();
}

/// <summary>Tests that share one publication of all images.</summary>
[CollectionDefinition(nameof(PublishedImages))]
public sealed class PublishedOnce : ICollectionFixture<PublishedImages>;
