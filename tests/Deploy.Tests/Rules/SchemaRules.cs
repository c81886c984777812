using System.Collections.Concurrent;
using System.Text.Json;
using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>Errors that an API server would reject. Each of the two validators finds errors that the other one misses.</summary>
static class SchemaRules
{
    static readonly ConcurrentDictionary<string, IReadOnlyList<string>> Checked = new();
    static readonly Lock Checking = new();

    /// <summary>The rule that needs Node. Explicit: its npm packages cost as much as all other rules together.</summary>
    public static ManifestRule Models { get; } =
        new("Types, enums and required fields are right", OfModels) { Explicit = true };

    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("Every field is known", manifests =>
            from manifest in manifests.All
            where manifest.Unknown is not null
            select $"{manifest.Name}: {manifest.Unknown}"),

        Models,
    ];

    /// <summary>Validates manifests against the schemas with a single start of Node, and caches the results.</summary>
    public static void Check(IEnumerable<Manifest> manifests)
    {
        lock (Checking)
        {
            string[] fresh = [.. manifests.Select(manifest => manifest.Text).Where(text => !Checked.ContainsKey(text)).Distinct()];
            if (fresh.Length > 0)
            {
                var found = Programs.Run(
                    "node", RepositoryPaths.File("tests", "Deploy.Tests", "Models"), JsonSerializer.Serialize(fresh), "check.mjs");
                foreach (var (text, violations) in fresh.Zip(JsonSerializer.Deserialize<string[][]>(found)!))
                {
                    Checked[text] = violations;
                }
            }
        }
    }

    static IEnumerable<string> OfModels(Manifests manifests)
    {
        Check(manifests.All);
        return from manifest in manifests.All
               from violation in Checked[manifest.Text]
               select $"{manifest.Name}: {violation}";
    }
}
