using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KosovoNato.Deploy.Tests;
using KosovoNato.Testing;

namespace KosovoNato.Images.Tests;

/// <summary>
/// All images, built by the release script from the existing build output. If containers are available, the images are pushed to a test
/// registry, on a base image made from this machine's .NET; otherwise only the SBOMs are made.
/// </summary>
public sealed partial class PublishedImages : IAsyncDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    static readonly string Results = RepositoryPaths.File(".artifacts", "images");

    readonly Lazy<Task> done;
    LocalRegistry? registry;

    public PublishedImages() => done = new(PublishAsync);

    /// <summary>Publishes the images once, on first use: they are not needed if all of these tests are skipped.</summary>
    public Task Done => done.Value;

    /// <summary>The projects in the script.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Project().Matches(File.ReadAllText(RepositoryPaths.File("deploy", "images", "images.proj")))
            .Select(match => match.Groups[1].Value)];

    /// <summary>The folder to which a project was published.</summary>
    public static string FolderOf(string project) => Path.Combine(RepositoryPaths.File(".artifacts", "published", project), BuiltAs);

    public static string ImageOf(string project) => $"kosovonato/{project.ToLowerInvariant()}";

    public static string SbomFileOf(string project) => Result($"{ImageOf(project)}.cdx.json");

    public static JsonNode SbomOf(string project) => Json(SbomFileOf(project));

    public static string Result(string name) => Path.Combine(Results, name);

    public static JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(file))!;

    /// <summary>The registry with the images.</summary>
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
        // No test depends on the registries of Redis and RabbitMQ.
        string[] command = ["OFFLINE=1", "bash", RepositoryPaths.File("deploy", "images", "publish.sh"), .. where, .. options];
        Programs.RunWithin(Limit, "env", RepositoryPaths.Root, "", command);
    }

    public async ValueTask DisposeAsync()
    {
        if (registry is not null)
        {
            await registry.DisposeAsync();
        }
    }

    // The tests have the same configuration as the programs that were built with them.
    static string BuiltAs => new DirectoryInfo(AppContext.BaseDirectory).Name;

    [GeneratedRegex("<(?:Last)?Image Include=\"[^\"]*/([A-Za-z]+)\\.csproj\"")]
    private static partial Regex Project();
}

/// <summary>Tests that share one publication of all images.</summary>
[CollectionDefinition(nameof(PublishedImages))]
public sealed class PublishedOnce : ICollectionFixture<PublishedImages>;
