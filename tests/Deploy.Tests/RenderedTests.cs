using KosovoNato.Deploy.Tests.Rules;
using k8s.Models;
using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests;

public sealed class RenderedTests(Deployments deployments)
{
    public static TheoryData<string, string> OverlaysAndRules =>
        [.. from overlay in Deployments.Overlays from rule in ManifestRule.All
            select new TheoryDataRow<string, string>(overlay, rule.Name) { Explicit = rule.Explicit ? true : null }];

    public static TheoryData<string> Rules =>
        [.. ManifestRule.All.Select(rule => new TheoryDataRow<string>(rule.Name) { Explicit = rule.Explicit ? true : null })];

    [Theory]
    [MemberData(nameof(OverlaysAndRules))]
    public void Each_overlay_obeys_the_rules(string overlay, string rule) =>
        Assert.Empty(ManifestRule.Named(rule).Violations(deployments.Overlay(overlay)));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_component_alone_and_all_together_obey_the_rules(string rule) => AssertObeyed(rule, Combination.Few);

    [Theory(Explicit = true)]
    [MemberData(nameof(Rules))]
    public void Every_combination_of_components_obeys_the_rules(string rule) => AssertObeyed(rule, Combination.All);

    void AssertObeyed(string rule, IEnumerable<Combination> combinations)
    {
        var rendered = deployments.Render(combinations).ToList();
        if (rule == SchemaRules.Models.Name)
        {
            SchemaRules.Check(rendered.SelectMany(one => one.Manifests.All));
        }

        Assert.Empty(
            from one in rendered
            from violation in ManifestRule.Named(rule).Violations(one.Manifests)
            select $"{one.Combination}: {violation}");
    }

    [Fact]
    public void Every_component_is_in_a_combination()
    {
        var root = RepositoryPaths.File("deploy", "components");
        var folders = Directory.GetFiles(root, "kustomization.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Replace('\\', '/'));
        Assert.Equal(folders.Order(), Combination.Folders);
    }

    [Fact]
    public void Autoscaling_begins_with_the_instances_of_the_base() => Assert.Equal(
        deployments.Base.Services.ToDictionary(service => service.Name, service => ((V1Deployment)service.Object).Spec.Replicas),
        deployments.Overlay("production").Of<V2HorizontalPodAutoscaler>()
            .ToDictionary(scaler => scaler.Spec.ScaleTargetRef.Name, scaler => scaler.Spec.MinReplicas));

    [Fact]
    public void Production_names_images_by_digest() => Assert.Empty(
        from workload in deployments.Overlay("production").Workloads
        from container in workload.AllContainers
        where !ImageRules.Digest().IsMatch(container.Image)
        select $"{workload}: {container.Image}");

    [Fact]
    public void Our_images_have_the_version_that_is_built()
    {
        var properties = File.ReadAllText(RepositoryPaths.File("Directory.Build.props"));
        var ours = deployments.Render(Combination.Few).Select(one => one.Manifests).Append(deployments.Overlay("local"))
            .SelectMany(manifests => manifests.Workloads).SelectMany(workload => workload.AllContainers)
                .Select(container => container.Image)
            .Where(image => image.StartsWith("kosovonato/", StringComparison.Ordinal)).Distinct().ToList();
        Assert.Equal(6, ours.Count);
        Assert.All(ours, image => Assert.Contains(
            $"<Version>{image[(image.IndexOf(':', StringComparison.Ordinal) + 1)..]}</Version>", properties, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_local_overlay_creates_secrets()
    {
        Assert.NotEmpty(deployments.Overlay("local").Of<V1Secret>());
        Assert.Empty(
            Deployments.Overlays.Where(overlay => overlay != "local").SelectMany(overlay => deployments.Overlay(overlay).Of<V1Secret>()));
        Assert.DoesNotContain(deployments.Render(Combination.Few), one => one.Manifests.Of<V1Secret>().Any());
    }

    [Fact]
    public void Existing_secrets_are_kept_when_secrets_are_created_again()
    {
        using var folder = new TemporaryDirectory();
        var script = RepositoryPaths.File("deploy", "overlays", "local", "make-secrets.sh");
        Programs.Run("bash", folder.Path, "", script, folder.Path);
        var made = Directory.GetFiles(folder.Path).ToDictionary(file => file, File.ReadAllText);
        Programs.Run("bash", folder.Path, "", script, folder.Path);
        Assert.Equal(made, Directory.GetFiles(folder.Path).ToDictionary(file => file, File.ReadAllText));
        Assert.Equal(made.Count, made.Values.Distinct().Count());
    }
}
