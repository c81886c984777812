using System.Text.RegularExpressions;
using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests;

/// <summary>What a component asks operators to add to their overlay: the YAML in the comment of its kustomization.</summary>
/// <param name="Component">The folder of the component below components/.</param>
/// <param name="Yaml">A component of its own, or a part of the overlay's kustomization.</param>
sealed partial record Instruction(string Component, string Yaml)
{
    static readonly string Root = RepositoryPaths.File("deploy", "components");

    public static IReadOnlyList<Instruction> All { get; } =
        [.. from component in Components()
            let lines = Line().Matches(File.ReadAllText(Path.Combine(Root, component, "kustomization.yaml")))
            where lines.Count > 0
            select new Instruction(component, string.Join('\n', lines.Select(line => line.Groups[1].Value)))];

    /// <summary>The components with a name or an address that exists only in documentation (RFC 2606, RFC 5737).</summary>
    public static IEnumerable<string> ComponentsWithPlaceholders =>
        from component in Components()
        where Directory.GetFiles(Path.Combine(Root, component), "*.yaml", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Any(line => !line.StartsWith('#') && Placeholder().IsMatch(line))
        select component;

    public bool IsComponent => Yaml.Contains("kind: Component", StringComparison.Ordinal);

    /// <summary>The values that stand for those of the reader.</summary>
    public IReadOnlyList<string> Values => [.. Value().Matches(Yaml).Select(match => match.Value)];

    [GeneratedRegex(@"example\.(org|com|net)|192\.0\.2\.")]
    public static partial Regex Placeholder();

    static IEnumerable<string> Components() => Directory.GetDirectories(Root).Select(path => Path.GetFileName(path)).Order();

    [GeneratedRegex("[a-z:/.]*your-[a-z/]+")]
    private static partial Regex Value();

    // Indented by three spaces behind the sign of the comment.
    [GeneratedRegex("^#   (.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
