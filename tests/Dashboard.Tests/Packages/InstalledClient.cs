using KosovoNato.Contract.Tests;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Packages;

/// <summary>A project of a partner, with the packed client installed and a program that uses it.</summary>
sealed class InstalledClient : IDisposable
{
    const string Settings = """
        {
          "compilerOptions": {
            "target": "es2022", "module": "nodenext", "lib": ["ES2022", "DOM"], "types": [], "strict": true,
            "exactOptionalPropertyTypes": true
          },
          "files": ["partner.ts"]
        }
        """;

    static readonly string Source = RepositoryPaths.File("services", "Client", "npm");

    readonly TemporaryDirectory folder = new();

    InstalledClient()
    {
    }

    /// <summary>Packs the client, and returns the path of the archive.</summary>
    public static async Task<string> PackAsync(string target)
    {
        Assert.True(Directory.Exists(Path.Combine(Source, "node_modules")), $"Run 'npm ci' in {Source}.");
        return Path.Combine(target, await NpmAsync(Source, "pack", "--silent", "--pack-destination", target));
    }

    public static async Task<InstalledClient> InstallAsync()
    {
        var project = new InstalledClient();
        var target = project.folder.Path;
        List<string> archives = [await PackAsync(target)];
        // From the packages of the build, so that nothing is downloaded.
        foreach (var needed in (string[])["@bufbuild/protobuf", "@connectrpc/connect", "@connectrpc/connect-web"])
        {
            archives.Add(Path.Combine(target, await NpmAsync(
                Source, "pack", "--silent", "--ignore-scripts", "--pack-destination", target, $"./node_modules/{needed}")));
        }

        await project.WriteAsync("package.json", """{ "type": "module" }""");
        await NpmAsync(target, ["install", "--offline", "--no-audit", "--no-fund", .. archives]);
        File.Copy(RepositoryPaths.File("tests", "Dashboard.Tests", "Node", "partner.ts"), project.folder.File("partner.ts"));
        await project.WriteAsync("tsconfig.json", Settings);
        await project.RunAsync(Path.Combine(Source, "node_modules", "typescript", "bin", "tsc"));
        return project;
    }

    /// <summary>Adds a module, and returns its path.</summary>
    public async Task<string> WriteAsync(string name, string text)
    {
        await File.WriteAllTextAsync(folder.File(name), text, TestContext.Current.CancellationToken);
        return folder.File(name);
    }

    /// <summary>Bundles a module for browsers, and returns the script.</summary>
    public async Task<string> BundleAsync(string module)
    {
        await RunAsync(
            RepositoryPaths.File("services", "Dashboard", "web", "node_modules", "vite", "bin", "vite.js"), "build",
            "--config", await WriteAsync("vite.config.js", $$"""
                export default { build: { lib: { entry: "{{module}}", formats: ["es"], fileName: "bundle" }, outDir: "bundled" } };
                """));
        return await File.ReadAllTextAsync(Path.Combine(folder.Path, "bundled", "bundle.js"), TestContext.Current.CancellationToken);
    }

    public void Dispose() => folder.Dispose();

    async Task RunAsync(params string[] arguments) => (await Command.RunAsync("node", folder.Path, arguments)).Succeeded();

    static async Task<string> NpmAsync(string folder, params string[] arguments) =>
        (await Command.RunAsync("npm", folder, arguments)).Succeeded().Trim().Split('\n')[^1];
}
