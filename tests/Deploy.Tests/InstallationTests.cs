using System.Text.RegularExpressions;
using k8s.Models;
using KosovoNato.Deploy.Tests.Rules;
using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests;

/// <summary>Several installations in one cluster do not get in each other's way.</summary>
public sealed partial class InstallationTests(Deployments deployments)
{
    Manifests Production => deployments.Overlay("production");

    Manifests Staging => deployments.Overlay("staging");

    [Fact]
    public void Another_namespace_is_all_that_a_copy_of_production_needs()
    {
        const string own = "elsewhere";
        var overlay = deployments.ProductionWith(
            file => file.Replace($"namespace: {Production.Namespace}\n", $"namespace: {own}\n", StringComparison.Ordinal));
        var copy = Manifests.Of(Programs.Kustomize(overlay));
        Assert.Equal(own, copy.Namespace);
        Assert.Empty(
            from rule in ManifestRule.All
            where !rule.Explicit
            from violation in rule.Violations(copy)
            select $"{rule.Name}: {violation}");
    }

    [Fact]
    public void Production_and_staging_share_no_namespace_host_or_secret()
    {
        Assert.NotEqual(Production.Namespace, Staging.Namespace);
        Assert.Empty(Hosts(Production).Intersect(Hosts(Staging)));
        Assert.Empty(Secrets(Production).Intersect(Secrets(Staging)));
        Assert.NotEmpty(Hosts(Staging));
        Assert.NotEmpty(Secrets(Staging));
    }

    [Fact]
    public void One_installation_of_a_cluster_has_the_alerts_and_the_dashboards()
    {
        Assert.Single(Production.Of<PrometheusRule>());
        Assert.Single(Production.Of<V1ConfigMap>(), IsForGrafana);
        Assert.Empty(Staging.Of<PrometheusRule>());
        Assert.DoesNotContain(Staging.Of<V1ConfigMap>(), IsForGrafana);
        Assert.NotEmpty(Staging.Of<ServiceMonitor>());
    }

    [Fact]
    public void The_documented_command_creates_the_namespace_of_staging()
    {
        var guide = File.ReadAllText(RepositoryPaths.File("deploy", "README.md"));
        var command = Assert.Single(CreateNamespace().Matches(guide)).Groups[1].Value;
        var made = (V1Namespace)Manifest.Of(Programs.Run("bash", RepositoryPaths.Root, "", "-c", command)).Object;
        var original = Assert.Single(Permanent.Objects.Select(one => one.Object).OfType<V1Namespace>());
        Assert.Equal((Production.Namespace, Staging.Namespace), (original.Metadata.Name, made.Metadata.Name));
        Assert.Equal(original.Metadata.Labels, made.Metadata.Labels);
        Assert.Equal(original.Metadata.Annotations, made.Metadata.Annotations);
    }

    static IEnumerable<string> Hosts(Manifests manifests) =>
        manifests.Of<Gateway>().SelectMany(gateway => gateway.Spec.Listeners).Select(listener => listener.Hostname)
            .Where(host => host.Length > 0);

    static IEnumerable<string> Secrets(Manifests manifests) =>
        manifests.Of<ExternalSecret>().SelectMany(secret => secret.Spec.Data).Select(item => item.RemoteRef["key"]);

    static bool IsForGrafana(V1ConfigMap map) => map.Metadata.Labels?.ContainsKey("grafana_dashboard") is true;

    [GeneratedRegex(@"^ *(sed .*deploy/permanent/namespace\.yaml) \| kubectl apply", RegexOptions.Multiline)]
    private static partial Regex CreateNamespace();
}
