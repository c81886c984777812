using k8s.Models;

namespace KosovoNato.Deploy.Tests;

/// <summary>The objects that outlive every overlay.</summary>
public sealed class PermanentTests(Deployments deployments)
{
    static readonly Dictionary<string, string> Kept = new()
    {
        ["argocd.argoproj.io/sync-options"] = "Prune=false,Delete=false",
        ["kustomize.toolkit.fluxcd.io/prune"] = "disabled",
    };

    [Fact]
    public void The_namespace_rejects_pods_that_are_not_restricted()
    {
        var space = Assert.Single(Permanent.Objects.Select(one => one.Object).OfType<V1Namespace>());
        Assert.Equal("restricted", space.Metadata.Labels["pod-security.kubernetes.io/enforce"]);
    }

    [Fact]
    public void Permanent_objects_name_no_namespace_because_installations_apply_them_to_their_own() =>
        Assert.All(Permanent.Objects, one => Assert.Null(one.Object.Metadata.NamespaceProperty));

    [Fact]
    public void Tools_that_delete_leftovers_keep_permanent_objects()
    {
        Assert.NotEmpty(Permanent.Objects);
        Assert.All(Permanent.Objects, one =>
        {
            Assert.Null(one.Unknown);
            Assert.Equal(Kept, one.Object.Metadata.Annotations);
            // kubectl apply --prune selects by the label of the application.
            Assert.DoesNotContain("app.kubernetes.io/part-of", one.Object.Metadata.Labels?.Keys ?? []);
        });
    }

    [Fact]
    public void Every_permanent_claim_is_mounted() => Assert.All(
        Permanent.Objects.Select(one => one.Object).OfType<V1PersistentVolumeClaim>(),
        claim => Assert.Contains(
            claim.Metadata.Name, deployments.Overlay("production").Workloads.SelectMany(workload => workload.Pod.Volumes ?? [])
                .Select(volume => volume.PersistentVolumeClaim?.ClaimName)));
}
