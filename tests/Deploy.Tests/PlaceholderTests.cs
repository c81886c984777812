using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests;

/// <summary>Placeholders are filled in, or rejected before they reach a cluster.</summary>
public sealed class PlaceholderTests(Deployments deployments)
{
    const string Zeros = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    static readonly string Check = RepositoryPaths.File("deploy", "check.sh");
    static readonly string Pin = RepositoryPaths.File("deploy", "images", "pin.sh");

    [Theory]
    [InlineData($"docker.io/library/redis@{Zeros}")]
    [InlineData("host: issuer.example.org")]
    [InlineData("cidr: 192.0.2.2/32")]
    public void Production_is_rejected_with_a_list_of_its_placeholders(string placeholder)
    {
        var overlay = deployments.ProductionWith(file => file);
        var rejection = Assert.Throws<InvalidOperationException>(() => Programs.Run("bash", overlay, "", Check, overlay));
        Assert.Contains(placeholder, rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Production_without_placeholders_is_accepted_and_one_digest_of_zeros_is_not()
    {
        var filled = deployments.ProductionWith(Filled);
        Assert.Contains("no placeholders", Programs.Run("bash", filled, "", Check, filled), StringComparison.Ordinal);

        var zeros = deployments.ProductionWith(file => Filled(file).Replace(
            $"library/rabbitmq\n    digest: {Digest(1)}", $"library/rabbitmq\n    digest: {Zeros}", StringComparison.Ordinal));
        var rejection = Assert.Throws<InvalidOperationException>(() => Programs.Run("bash", zeros, "", Check, zeros));
        Assert.Contains("rabbitmq@sha256:0", rejection.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("redis", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_digests_of_the_store_and_the_broker_come_from_the_registries_that_production_names()
    {
        var images = deployments.Base.Workloads.Concat(deployments.Overlay("local").Workloads)
            .SelectMany(workload => workload.AllContainers).Select(container => container.Image)
            .Where(image => !image.StartsWith("kosovonato/", StringComparison.Ordinal)).Distinct().Order().ToList();
        Assert.Equal(2, images.Count);
        var digests = images.Index().ToDictionary(image => $"library/{image.Item}", image => Digest(image.Index + 1));
        await using var registry = await FakeRegistry.StartAsync(digests);
        using var folder = new TemporaryDirectory();
        var kustomization = Path.Combine(folder.Path, "kustomization.yaml");
        await File.WriteAllTextAsync(kustomization, Mirrored(registry), TestContext.Current.CancellationToken);

        Programs.Run("bash", folder.Path, "", Pin, kustomization);

        var pinned = deployments.WithImages(await File.ReadAllTextAsync(kustomization, TestContext.Current.CancellationToken));
        Assert.Equal(
            digests.Select(image => $"{registry.Address}/{image.Key.Split(':')[0]}@{image.Value}").Order(),
            pinned.Workloads.SelectMany(workload => workload.AllContainers).Select(container => container.Image)
                .Where(image => image.Contains("/library/", StringComparison.Ordinal)).Distinct().Order());
    }

    [Fact]
    public async Task The_error_names_an_image_without_a_digest()
    {
        await using var registry = await FakeRegistry.StartAsync(new Dictionary<string, string>());
        using var folder = new TemporaryDirectory();
        var kustomization = Path.Combine(folder.Path, "kustomization.yaml");
        await File.WriteAllTextAsync(kustomization, Mirrored(registry), TestContext.Current.CancellationToken);

        var failure = Assert.Throws<InvalidOperationException>(() => Programs.Run("bash", folder.Path, "", Pin, kustomization));
        Assert.Contains($"has no digest of {registry.Address}/library/redis:", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Mirrored(registry), await File.ReadAllTextAsync(kustomization, TestContext.Current.CancellationToken));
    }

    static string Mirrored(FakeRegistry registry) =>
        File.ReadAllText(RepositoryPaths.File("deploy", "overlays", "production", "images", "kustomization.yaml"))
            .Replace("docker.io", registry.Address, StringComparison.Ordinal);

    static string Filled(string file) => Instruction.Placeholder()
        .Replace(file.Replace(Zeros, Digest(1), StringComparison.Ordinal), match => match.Value.StartsWith("192", StringComparison.Ordinal)
            ? "10.0.0."
            : "test.internal");

    static string Digest(int number) => $"sha256:{number:x64}";
}
