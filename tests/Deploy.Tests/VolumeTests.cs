using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests;

/// <summary>The size of volumes, which apply cannot change in a StatefulSet.</summary>
public sealed partial class VolumeTests(Deployments deployments)
{
    [Fact]
    public void Volumes_have_the_same_size_in_base_and_production()
    {
        var production = Sizes(deployments.Overlay("production"));
        Assert.All(Sizes(deployments.Base), one => Assert.Equal(one.Value, production[one.Key]));
    }

    [Fact]
    public void The_documented_patch_enlarges_the_volumes_of_stores_and_restarts_no_pod()
    {
        var readme = File.ReadAllText(RepositoryPaths.File("deploy", "README.md"));
        var patch = Indentation().Replace(Assert.Single(Patch().Matches(readme)).Groups[1].Value, "");
        var before = deployments.Overlay("production");
        var after = deployments.Changed(before, patch);

        Assert.All(Sizes(after), one => Assert.Equal(
            one.Key.EndsWith("-store", StringComparison.Ordinal) ? "100Gi" : Sizes(before)[one.Key], one.Value));
        // A StatefulSet takes over pods of the same template without a restart.
        Assert.Equal(Templates(before), Templates(after));
    }

    static Dictionary<string, string> Sizes(Manifests manifests) => manifests.Of<V1StatefulSet>().ToDictionary(
        set => set.Metadata.Name, set => set.Spec.VolumeClaimTemplates.Single().Spec.Resources.Requests["storage"].ToString());

    static IEnumerable<string> Templates(Manifests manifests) =>
        manifests.Of<V1StatefulSet>().Select(set => KubernetesYaml.Serialize(set.Spec.Template));

    // The only YAML block in a numbered list.
    [GeneratedRegex(@"^   ```yaml\n(.*?)^   ```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Patch();

    [GeneratedRegex("^   ", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
