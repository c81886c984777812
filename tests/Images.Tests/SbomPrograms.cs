using System.Text.Json.Nodes;
using KosovoNato.Deploy.Tests;
using KosovoNato.Testing;

namespace KosovoNato.Images.Tests;

/// <summary>Runs the scripts that make software bills of materials (SBOM).</summary>
static class SbomPrograms
{
    /// <summary>Runs a script in deploy/images with a list as input, and returns its output list.</summary>
    public static IReadOnlyList<string> Node(string script, JsonArray input) =>
        [.. JsonNode.Parse(
            Programs.Run(
                "node", RepositoryPaths.File("deploy", "images"), input.ToJsonString(), "--input-type=module", "-e", script))!.AsArray()
                    .Select(one => one!.ToString())];

    /// <summary>Makes the SBOM of the published files.</summary>
    public static void Make(TemporaryDirectory folder, string time, string baseImage) => Programs.Run(
        "env", RepositoryPaths.Root, "", $"SOURCE_DATE_EPOCH={time}", "node", RepositoryPaths.File("deploy", "images", "sbom.mjs"),
        RepositoryPaths.File(".artifacts", "published"), folder.Path, baseImage);
}
