using KosovoNato.Contract.Tests;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>The TypeScript subscribers as a partner would build them, with generated contracts.</summary>
sealed class NodeWorkspace : IDisposable
{
    /// <summary>The folder with the transport of a browser.</summary>
    public const string BrowserFolder = "browser";

    static readonly string Sources = RepositoryPaths.File("tests", "EndToEnd.Tests", "Node");
    static readonly string Modules = Path.Combine(Sources, "node_modules");

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kosovonato-node-");

    NodeWorkspace()
    {
    }

    /// <summary>The folder of the programs that the npm packages have.</summary>
    public static string Programs => Path.Combine(Modules, ".bin");

    public string Folder => folder.FullName;

    public static async Task<NodeWorkspace> BuildAsync()
    {
        Assert.True(Directory.Exists(Modules), $"{Modules} is missing: run 'npm ci' in {Sources}.");
        var workspace = new NodeWorkspace();
        Directory.CreateSymbolicLink(workspace.File("node_modules"), Modules);
        System.IO.File.Copy(Path.Combine(Sources, "package.json"), workspace.File("package.json"));
        using (var archive = await ContractArchive.PackAsync())
        {
            Directory.CreateSymbolicLink(workspace.File("contracts"), archive.Contracts);
            await workspace.MakeQuickStartAsync();
        }

        foreach (var file in Directory.EnumerateFiles(Sources))
        {
            System.IO.File.Copy(file, workspace.File(Path.GetFileName(file)), overwrite: true);
        }

        (await Command.RunAsync("npm", workspace.Folder, "run", "build")).Succeeded();
        return workspace;
    }

    /// <summary>Follows the page: its files, and its commands after the installation, once for each transport.</summary>
    async Task MakeQuickStartAsync()
    {
        var code = await QuickStartPage.BlocksAsync("typescript", "ts");
        var commands = Assert.Single(await QuickStartPage.BlocksAsync("typescript", "sh"));
        var generate = commands[commands.IndexOf("npx", StringComparison.Ordinal)..commands.IndexOf(" && node ", StringComparison.Ordinal)];
        foreach (var (transport, output) in new[] { (code[1], BrowserFolder), (code[0], "dist") })
        {
            await System.IO.File.WriteAllTextAsync(File("transport.ts"), transport);
            await System.IO.File.WriteAllTextAsync(File("quickstart.ts"), code[2]);
            var command = generate.Replace("--outDir dist", $"--outDir {output}", StringComparison.Ordinal);
            (await Command.RunAsync("bash", Folder, "-ec", command)).Succeeded();
        }
    }

    string File(string name) => Path.Combine(Folder, name);

    /// <summary>Starts one of the programs.</summary>
    public Subscriber Start(string program, params ReadOnlySpan<(string Name, string Value)> environment) =>
        Subscriber.Program("node", Path.Combine(Folder, "dist", program), [], environment);

    // Deletes the link, but not its target.
    public void Dispose() => folder.Delete(recursive: true);
}
