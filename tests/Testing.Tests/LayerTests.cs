using System.Text.RegularExpressions;

namespace KosovoNato.Testing.Tests;

/// <summary>The folders of a project are layers. Between projects, the compiler prevents circles.</summary>
public sealed partial class LayerTests
{
    public static TheoryData<string> Projects =>
        [.. from file in Directory.EnumerateFiles(RepositoryPaths.File("services"), "*.csproj", SearchOption.AllDirectories)
            where !file.Contains("/node_modules/", StringComparison.Ordinal)
            select Path.GetRelativePath(RepositoryPaths.Root, Path.GetDirectoryName(file)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folders_depend_on_each_other_in_a_cycle(string project)
    {
        var uses = Uses(RepositoryPaths.File(project));
        List<string> circles = [.. uses.Keys.Where(folder => Reachable(uses, folder).Contains(folder))];
        Assert.True(circles.Count == 0, $"Folders of {project} in circles: {string.Join(", ", circles)}");
    }

    /// <summary>
    /// The folders that each folder uses. Unused directives do not compile, so the directives are the dependencies. The files of the
    /// project itself compose its folders and may use all of them.
    /// </summary>
    static Dictionary<string, HashSet<string>> Uses(string project)
    {
        var space = $"KosovoNato.{Path.GetFileName(project)}";
        return Directory.GetDirectories(project).Select(Path.GetFileName).ToDictionary(folder => folder!, folder =>
            (from file in Directory.EnumerateFiles(Path.Combine(project, folder!), "*.cs", SearchOption.AllDirectories)
             from Match match in Directive().Matches(File.ReadAllText(file))
             let used = match.Groups["space"].Value
             where used.StartsWith($"{space}.", StringComparison.Ordinal)
             let usedFolder = used[(space.Length + 1)..].Split('.')[0]
             where usedFolder != folder && Directory.Exists(Path.Combine(project, usedFolder))
             select usedFolder).ToHashSet(StringComparer.Ordinal));
    }

    static HashSet<string> Reachable(Dictionary<string, HashSet<string>> uses, string start)
    {
        HashSet<string> reached = [];
        Stack<string> next = new(uses[start]);
        while (next.TryPop(out var folder))
        {
            if (reached.Add(folder))
            {
                foreach (var used in uses[folder])
                {
                    next.Push(used);
                }
            }
        }

        return reached;
    }

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?(?<space>[\w.]+);", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Directive();
}
