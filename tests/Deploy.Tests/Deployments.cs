using System.Collections.Concurrent;
using KosovoNato.Deploy.Tests;
using KosovoNato.Testing;

[assembly: AssemblyFixture(typeof(Deployments))]

namespace KosovoNato.Deploy.Tests;

/// <summary>
/// A copy of deploy/ with secrets created by its script, and the manifests rendered from it. A copy, because secrets do not belong in the
/// working tree, and combinations of components need their own folder.
/// </summary>
public sealed class Deployments : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("kosovonato-deploy-").FullName;
    readonly ConcurrentDictionary<string, Lazy<Manifests>> rendered = new();

    public Deployments()
    {
        Copy(RepositoryPaths.File("deploy"), In("deploy"));
        Programs.Run("bash", folder, "", In("deploy", "overlays", "local", "make-secrets.sh"));
    }

    public static IReadOnlyList<string> Overlays { get; } =
        [.. Directory.GetDirectories(RepositoryPaths.File("deploy", "overlays")).Select(path => Path.GetFileName(path)).Order()];

    internal Manifests Base => With(new Combination([]));

    internal Manifests Overlay(string name) => Rendered($"overlays/{name}", () => In("deploy", "overlays", name));

    /// <summary>An overlay, or the base with a component.</summary>
    internal Manifests Of(string overlayOrComponent) =>
        Overlays.Contains(overlayOrComponent) ? Overlay(overlayOrComponent) : With(new Combination([overlayOrComponent]));

    /// <summary>The production overlay with other images.</summary>
    internal Manifests WithImages(string kustomization)
    {
        var overlay = ProductionWith(file => file);
        File.WriteAllText(Path.Combine(overlay, "images", "kustomization.yaml"), kustomization);
        return Manifests.Of(Programs.Kustomize(overlay));
    }

    /// <summary>The production overlay with stores of one server, for tests of what both kinds have in common.</summary>
    internal Manifests ProductionWithSingleStores => Rendered("production with single stores", () => ProductionWith(
        file => string.Join('\n', file.Split('\n').Where(line => !line.Contains("/replicated-store", StringComparison.Ordinal)))));

    /// <summary>The folder of a copy of the production overlay with each file changed.</summary>
    internal string ProductionWith(Func<string, string> change)
    {
        var overlay = In("deploy", "overlays", Guid.NewGuid().ToString("N"));
        Copy(In("deploy", "overlays", "production"), overlay);
        foreach (var file in Directory.GetFiles(overlay, "*", SearchOption.AllDirectories))
        {
            File.WriteAllText(file, change(File.ReadAllText(file)));
        }

        return overlay;
    }

    /// <summary>Combinations of components, rendered.</summary>
    internal IEnumerable<(Combination Combination, Manifests Manifests)> Render(IEnumerable<Combination> combinations) =>
        combinations.AsParallel().AsOrdered().WithDegreeOfParallelism(Environment.ProcessorCount)
            .Select(combination => (combination, With(combination)));

    /// <summary>The base with some components.</summary>
    internal Manifests With(Combination combination) => Rendered(combination.ToString(), () =>
        Kustomization($"""
            namespace: kosovonato
            resources: [../deploy/base]
            components: [{string.Join(", ", combination.Components.Select(component => $"../deploy/components/{component}"))}]
            """));

    /// <summary>An overlay with a component and those that it needs, and what its comment asks for.</summary>
    internal Manifests Following(Instruction instruction)
    {
        var combination = Combination.All.Where(one => one.Components.Contains(instruction.Component))
            .MinBy(one => one.Components.Count)!;
        var components = combination.Components.Select(component => $"../deploy/components/{component}")
            .Concat(instruction.IsComponent ? [instruction.Component] : []);
        var overlay = Kustomization($"""
            namespace: kosovonato
            resources: [../deploy/base]
            components: [{string.Join(", ", components)}]
            {(instruction.IsComponent ? "" : instruction.Yaml)}
            """);
        if (instruction.IsComponent)
        {
            var own = Directory.CreateDirectory(Path.Combine(overlay, instruction.Component)).FullName;
            File.WriteAllText(Path.Combine(own, "kustomization.yaml"), instruction.Yaml);
        }

        return Manifests.Of(Programs.Kustomize(overlay));
    }

    /// <summary>Rendered manifests, changed by one more kustomization.</summary>
    internal Manifests Changed(Manifests manifests, string change)
    {
        var changed = Kustomization($"resources: [rendered.yaml]\n{change}");
        File.WriteAllText(Path.Combine(changed, "rendered.yaml"), manifests.Text);
        return Manifests.Of(Programs.Kustomize(changed));
    }

    /// <summary>The secrets of the local overlay.</summary>
    internal string Secret(string file) => File.ReadAllText(In("deploy", "overlays", "local", "secrets", file));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    Manifests Rendered(string what, Func<string> kustomization) =>
        rendered.GetOrAdd(what, _ => new(() => Manifests.Of(Programs.Kustomize(kustomization())))).Value;

    string Kustomization(string content)
    {
        var own = Directory.CreateDirectory(In(Guid.NewGuid().ToString("N"))).FullName;
        File.WriteAllText(Path.Combine(own, "kustomization.yaml"), "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: "
            + $"Kustomization\n{content}\n");
        return own;
    }

    string In(params ReadOnlySpan<string> parts) => Path.Combine([folder, .. parts]);

    /// <summary>Copies a folder without its secrets and installed packages.</summary>
    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var inner in Directory.GetDirectories(from).Where(path => Path.GetFileName(path) is not ("secrets" or "node_modules")))
        {
            Copy(inner, Path.Combine(to, Path.GetFileName(inner)));
        }
    }
}
