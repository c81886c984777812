using KosovoNato.Contract.Tests;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>Makes the programs of the quick starts, as their pages say.</summary>
sealed class QuickStartProgram(TemporaryDirectory folder, QuickStartSystem system)
{
    // Debian's Python and Java libraries, because only these come without a download.
    const string Python = "/usr/bin/python3";
    static readonly string[] Jars =
    [
        "geronimo-annotation-1.3-spec", "grpc-api", "grpc-context", "grpc-core", "grpc-netty", "grpc-protobuf", "grpc-protobuf-lite",
        "grpc-stub", "guava", "netty-buffer", "netty-codec", "netty-codec-http", "netty-codec-http2", "netty-common", "netty-handler",
        "netty-resolver", "netty-transport", "perfmark-api", "protobuf",
    ];

    /// <summary>Makes the program of a page.</summary>
    /// <returns>The command that runs it: a program and its arguments.</returns>
    public Task<string[]> MakeAsync(string page, NodePrograms programs) => page switch
    {
        "csharp" => CSharpAsync(),
        "typescript" => TypeScriptAsync(programs, "dist"),
        "typescript in a browser" => TypeScriptAsync(programs, NodeWorkspace.BrowserFolder),
        "python" => PythonAsync(),
        "java" => JavaAsync(),
        "curl" or "buf" => ShellAsync(page),
        _ => throw new ArgumentOutOfRangeException(nameof(page), page, null),
    };

    // The compiler alone: building a project would write into the output of this one.
    async Task<string[]> CSharpAsync()
    {
        string[] implied = ["System", "System.Collections.Generic", "System.Linq", "System.Threading.Tasks"];
        var code = await WriteAsync("csharp", "csharp", "Program.cs");
        var usings = folder.Write("Usings.cs", string.Join('\n', implied.Select(name => $"global using {name};")));
        foreach (var library in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll"))
        {
            File.CreateSymbolicLink(folder.File(Path.GetFileName(library)), library);
        }

        var program = folder.File("quickstart.dll");
        var referenced = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var arguments = folder.Write(
            "quickstart.rsp", string.Join('\n', [.. referenced.Select(library => $"-r:\"{library}\""), usings, code]));
        (await Command.RunAsync(
            "dotnet", folder.Path, BuildPaths.Compiler, "-nologo", "-nullable", $"-out:{program}", $"@{arguments}")).Succeeded();
        var runtime = Path.Combine(AppContext.BaseDirectory, "KosovoNato.Standalone.runtimeconfig.json");
        File.Copy(runtime, folder.File("quickstart.runtimeconfig.json"));
        return ["dotnet", program];
    }

    static async Task<string[]> TypeScriptAsync(NodePrograms programs, string built) =>
        ["node", Path.Combine((await programs.Workspace).Folder, built, "quickstart.js")];

    async Task<string[]> PythonAsync()
    {
        Assert.True(Directory.Exists("/usr/lib/python3/dist-packages/grpc"), "Run apt-get install python3-grpcio.");
        await GenerateAsync("python", "grpc_python_plugin", folder.Path);
        return [Python, await WriteAsync("python", "python", "quickstart.py")];
    }

    async Task<string[]> JavaAsync()
    {
        var (sources, classes) = (folder.File("src"), folder.File("out"));
        await GenerateAsync("java", "grpc_java_plugin", Directory.CreateDirectory(sources).FullName);
        await WriteAsync("java", "java", "src/Quickstart.java");
        var path = string.Join(':', [classes, .. Jars.Select(jar => $"/usr/share/java/{jar}.jar")]);
        var files = folder.Write("files", string.Join('\n', Directory.EnumerateFiles(sources, "*.java", SearchOption.AllDirectories)));
        (await Command.RunAsync("javac", folder.Path, "-proc:none", "-nowarn", "-cp", path, "-d", classes, $"@{files}")).Succeeded();
        return ["java", "-cp", path, "Quickstart"];
    }

    async Task<string[]> ShellAsync(string page)
    {
        Directory.CreateSymbolicLink(folder.File("contracts"), system.Contracts);
        return ["bash", await WriteAsync(page, "bash", "quickstart.sh")];
    }

    /// <summary>Debian has no google.rpc for these languages, so it is generated too.</summary>
    async Task GenerateAsync(string language, string plugin, string to)
    {
        var files = Directory.EnumerateFiles(system.Contracts, "*.proto", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(system.Contracts, file));
        (await Command.RunAsync(
            "protoc", system.Contracts, ["-I", ".", $"--{language}_out={to}", $"--grpc-{language}_out={to}",
                $"--plugin=protoc-gen-grpc-{language}=/usr/bin/{plugin}", .. files])).Succeeded();
    }

    async Task<string> WriteAsync(string page, string language, string file) =>
        folder.Write(file, Assert.Single(await QuickStartPage.BlocksAsync(page, language)));
}
