using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DotNet.Testcontainers.Builders;
using KosovoNato.Deploy.Tests;
using KosovoNato.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KosovoNato.Images.Tests;

/// <summary>
/// The images of a release as a cluster uses them: pulled from a registry by digest and started as their manifests specify.
/// </summary>
[Collection(nameof(PublishedImages))]
public sealed partial class RunningTests(PublishedImages published, Deployments deployments) : IAsyncLifetime
{
    const string Day = "2025-12-23";
    const string Seeder = "seeder";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await published.Done;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact(Explicit = true)]
    public async Task A_release_is_seeded_responds_to_queries_and_stops_on_request()
    {
        var registry = published.Registry;
        using var secrets = Secrets();
        await using var network = new NetworkBuilder().WithLogger(NullLogger.Instance).Build();
        await using var store = SharedRedis.In(network, deployments.Overlay("local").Services.Select(service => $"{service.Name}-store"));
        await network.CreateAsync(Cancellation);
        await store.StartAsync(Cancellation);
        var digests = Digests();
        var manifests = deployments.Overlay("local");
        var pods = manifests.Servers.Append(manifests.Workloads.Single(workload => workload.Name == Seeder))
            .ToDictionary(
                workload => workload.Name, workload => new Pod(
                    workload, $"{registry.Address}/{Name(workload)}@{digests[Name(workload)]}", network, secrets.Path));
        try
        {
            await CheckAsync(pods);
        }
        finally
        {
            await Task.WhenAll(pods.Values.Select(pod => pod.DisposeAsync().AsTask()));
        }
    }

    [Fact(Explicit = true)]
    public async Task An_image_describes_how_it_is_run()
    {
        var registry = published.Registry;
        foreach (var (image, digest) in Digests())
        {
            var said = (await registry.ConfigurationAsync(image, digest))["config"]!;
            Assert.Equal("1654", said["User"]!.ToString());
            Assert.Equal("/app/", said["WorkingDir"]!.ToString());
            Assert.Equal(
                ["dotnet", $"/app/KosovoNato.{Project(image)}.dll"], said["Entrypoint"]!.AsArray().Select(part => part!.ToString()));
            Assert.Contains("@sha256:", said["Labels"]!["org.opencontainers.image.base.name"]!.ToString(), StringComparison.Ordinal);
            Assert.Equal($"KosovoNato {Project(image)}", said["Labels"]!["org.opencontainers.image.title"]!.ToString());
        }
    }

    [Fact(Explicit = true)]
    public void Production_uses_the_pushed_images()
    {
        var registry = published.Registry;
        var digests = Digests();
        var written = File.ReadAllText(PublishedImages.Result("kustomization.yaml"));
        var named = deployments.WithImages(written).Workloads.SelectMany(workload => workload.AllContainers)
            .Select(container => container.Image)
            .Where(image => image.Contains("/kosovonato/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(digests.Select(pushed => $"{registry.Address}/{pushed.Key}@{pushed.Value}")));
        Assert.All(digests, pushed => Assert.Contains(pushed.Value, written, StringComparison.Ordinal));
        Assert.All(digests, pushed => Assert.Equal(
            pushed.Value, PublishedImages.SbomOf(Project(pushed.Key))["metadata"]!["component"]!["version"]!.ToString()));
    }

    [Fact(Explicit = true)]
    public void Exactly_our_images_that_a_manifest_names_are_built() => Assert.Equal(
        PublishedImages.Projects.Select(PublishedImages.ImageOf).Order(),
        Deployments.Overlays.SelectMany(overlay => deployments.Overlay(overlay).Workloads).SelectMany(workload => workload.AllContainers)
            .Select(container => Ours().Match(container.Image)).Where(match => match.Success).Select(match => match.Value).Distinct()
                .Order());

    static async Task CheckAsync(IReadOnlyDictionary<string, Pod> pods)
    {
        var seeder = pods[Seeder];
        var servers = pods.Values.Except([seeder]).ToList();
        // The first start pulls the base image, which the others share.
        await servers[0].StartAsync(Cancellation);
        await Task.WhenAll(servers.Skip(1).Select(pod => pod.StartAsync(Cancellation)));
        await Task.WhenAll(servers.Select(ReadyAsync));

        await seeder.StartAsync(Cancellation);
        Assert.True(await seeder.EndAsync(Cancellation).WithinAsync(120) == 0, string.Join('\n', await seeder.LinesAsync(Cancellation)));

        var count = JsonNode.Parse(
            await pods["recognitions"].GetAsync($"/v1/recognitions:count?organization=nato&as_of={Day}", Cancellation))!;
        Assert.Equal((28, 32), ((int)count["recognizingCount"]!, (int)count["totalCount"]!));
        Assert.Equal(["ES", "GR", "RO", "SK"], count["nonRecognizingStates"]!.AsArray().Select(state => state!.ToString()));
        Assert.Contains(
            "READINESS_", await pods["milestones"].GetAsync("/v1/milestones/path-consensus-pfp", Cancellation), StringComparison.Ordinal);
        Assert.Contains(
            "recommendations/R1", await pods["recommendations"].GetAsync("/v1/recommendations/R1", Cancellation), StringComparison.Ordinal);
        await CheckPageAsync(pods["dashboard"]);

        Assert.Null(await pods["recognitions"].RunAsync(Cancellation, "/bin/sh", "-c", "id"));
        var ends = await Task.WhenAll(servers.Select(async pod => (pod.Name, Code: await pod.StopAsync(Cancellation))));
        Assert.All(ends, end => Assert.Equal((end.Name, 0), end));
        foreach (var pod in servers)
        {
            Assert.DoesNotContain(await pod.LinesAsync(Cancellation), IsError);
        }
    }

    static async Task ReadyAsync(Pod pod)
    {
        var ready = Eventually.True(() => pod.IsReadyAsync(Cancellation), seconds: 60);
        if (await Task.WhenAny(ready, pod.EndAsync(Cancellation)) != ready)
        {
            Assert.Fail($"{pod.Name} has ended:\n{string.Join('\n', await pod.LinesAsync(Cancellation))}");
        }

        await ready;
    }

    /// <summary>Checks the page, its assets, and the merged stream of all three services that feeds it.</summary>
    static async Task CheckPageAsync(Pod dashboard)
    {
        var page = await dashboard.GetAsync("/", Cancellation);
        var script = page.Split('"').Single(part => part.EndsWith(".js", StringComparison.Ordinal));
        Assert.NotEmpty(await dashboard.GetAsync($"/{script.TrimStart('.', '/')}", Cancellation));
        using var events = await dashboard.FollowAsync("/events", Cancellation);
        List<string> missing = ["recognitions/GW-XK", "milestones/path-consensus-pfp", "recommendations/R1"];
        while (missing.Count > 0)
        {
            var line = await events.ReadLineAsync(Cancellation).AsTask().WithinAsync(20);
            missing.RemoveAll(name => line!.Contains(name, StringComparison.Ordinal));
        }
    }

    /// <summary>All programs log one object per line; any other line is also an error.</summary>
    static bool IsError(string line) => !line.StartsWith('{') || line.Contains("\"level\":\"Error\"", StringComparison.Ordinal)
        || line.Contains("\"level\":\"Critical\"", StringComparison.Ordinal);

    static Dictionary<string, string> Digests() =>
        File.ReadAllLines(PublishedImages.Result("digests")).Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => parts[1]);

    static string Project(string image) => PublishedImages.Projects.Single(project => PublishedImages.ImageOf(project) == image);

    [GeneratedRegex("kosovonato/[a-z]+")]
    private static partial Regex Ours();

    static string Name(Workload workload) => workload.Containers.Single().Image.Split(':')[0];

    /// <summary>The files of the Secrets in one world-readable folder, because a container runs as another user.</summary>
    TemporaryDirectory Secrets()
    {
        var folder = new TemporaryDirectory();
        foreach (var file in new[] { "api.keys", "api.key" })
        {
            File.WriteAllText(Path.Combine(folder.Path, file), deployments.Secret(file));
        }

        Programs.Run("chmod", folder.Path, "", "-R", "a+rX", folder.Path);
        return folder;
    }
}
