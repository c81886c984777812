using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KosovoNato.Testing;

namespace KosovoNato.Images.Tests;

/// <summary>Violations that are rejected before an image is made.</summary>
public sealed partial class RuleTests
{
    // Reads licenses, and returns for each whether a package may have it.
    const string Permit = """
        import { notPermitted } from "./sbom/licenses.mjs";
        import { text } from "node:stream/consumers";
        const said = JSON.parse(await text(process.stdin)).map((license) => notPermitted({ name: "a", version: "1", license }));
        process.stdout.write(JSON.stringify(said.map((one) => JSON.stringify(one))));
        """;

    [Fact]
    public void The_base_image_is_pinned_by_digest() =>
        Assert.Matches(Pinned(), File.ReadAllText(RepositoryPaths.File("deploy", "images", "Image.props")));

    [Fact(Explicit = true)]
    public void An_unreviewed_license_is_rejected()
    {
        string[] permitted = ["MIT", "Apache-2.0 OR MPL-2.0", "Apache-2.0 AND BSD-3-Clause"];
        string[] refused = ["GPL-3.0-only", "MIT AND GPL-3.0-only", "Apache-2.0 WITH LLVM-exception"];
        var said = SbomPrograms.Node(Permit, new JsonArray([.. permitted.Concat(refused).Select(license => JsonValue.Create(license))]));
        Assert.All(said.Take(permitted.Length), against => Assert.Equal("[]", against));
        Assert.All(said.Skip(permitted.Length).Zip(refused),
            one => Assert.Contains($"a 1 is under {one.Second}", one.First, StringComparison.Ordinal));
    }

    [GeneratedRegex(
        "<ContainerBaseImage>mcr\\.microsoft\\.com/dotnet/aspnet:10\\.0\\.[0-9]+-noble-chiseled@sha256:[0-9a-f]{64}</ContainerBaseImage>")]
    private static partial Regex Pinned();
}
