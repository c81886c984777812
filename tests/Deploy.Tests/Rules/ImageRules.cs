using System.Text.RegularExpressions;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>Images are pinned, so that a later deployment runs the same code.</summary>
static partial class ImageRules
{
    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("No image floats", manifests =>
            from workload in manifests.Workloads
            from container in workload.AllContainers
            where !Digest().IsMatch(container.Image) && !Version().IsMatch(container.Image)
            select $"{workload}: {container.Image} is not one image for ever"),

        new("Images are taken from the node where they are", manifests =>
            from workload in manifests.Workloads
            from container in workload.AllContainers
            where container.ImagePullPolicy is not (null or "IfNotPresent")
            select $"{workload}: an instance could not start while the registry is away"),
    ];

    [GeneratedRegex("@sha256:[0-9a-f]{64}$")]
    public static partial Regex Digest();

    // All three parts of a version are required: the tags 7 and 7.2 move.
    [GeneratedRegex(@"^[^@]+:\d+\.\d+\.\d+(-[a-z0-9.]+)?$")]
    private static partial Regex Version();
}
