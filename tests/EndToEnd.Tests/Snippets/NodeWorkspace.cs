using KosovoNato.Contract.Tests;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>The TypeScript subscribers as a partner would build them, with generated contracts.</summary>
sealed class NodeWorkspace : IDisposable
{
    static readonly string Sources = RepositoryPaths.File("tests", "EndToEnd.Tests", "Node");

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kosovonato-node-");

    NodeWorkspace()
    {
    }

    public string Folder => folder.FullName;

    public static async Task<NodeWorkspace> BuildAsync()
    {
        var modules = Path.Combine(Sources, "node_modules");
        Assert.True(Directory.Exists(modules), $"{modules} is missing: run 'npm ci' in {Sources}.");
        var workspace = new NodeWorkspace();
        foreach (var file in Directory.EnumerateFiles(Sources))
        {
            File.Copy(file, Path.Combine(workspace.Folder, Path.GetFileName(file)));
        }

        Directory.CreateSymbolicLink(Path.Combine(workspace.Folder, "node_modules"), modules);
        Copy(Path.Combine(BuildPaths.Protos, "kosovonato"), Path.Combine(workspace.Folder, "contracts", "kosovonato"));
        Copy(Path.Combine(BuildPaths.CommonProtos, "google"), Path.Combine(workspace.Folder, "third_party", "google"));
        (await Command.RunAsync("npm", workspace.Folder, "run", "build")).Succeeded();
        return workspace;
    }

    // Deletes the link, but not its target.
    public void Dispose() => folder.Delete(recursive: true);

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*.proto", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
