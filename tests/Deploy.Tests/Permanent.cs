using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests;

/// <summary>The objects of deploy/permanent, which no kustomization has, so that nothing deletes them with an overlay.</summary>
static class Permanent
{
    public static IReadOnlyList<Manifest> Objects { get; } =
        [.. Directory.GetFiles(RepositoryPaths.File("deploy", "permanent"), "*.yaml").Order()
            .SelectMany(file => File.ReadAllText(file).Split("\n---\n")).Select(Manifest.Of)];

    public static bool Has<T>(string name) => Objects.Any(one => one.Object is T && one.Object.Metadata.Name == name);
}
