using System.Diagnostics;

namespace KosovoNato.Cli.Tests;

/// <summary>The tool as a user installs it, from its package.</summary>
public sealed class PackedToolTests(Services services)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task The_installed_tool_counts_explains_records_and_undoes()
    {
        using var folder = new TemporaryDirectory();
        var packages = folder.File("packages");
        await RunAsync(folder, "dotnet", 0, ["pack", RepositoryPaths.File("services", "Cli"), "-c", "Release", "-o", packages]);
        await RunAsync(
            folder, "dotnet", 0,
            ["tool", "install", "KosovoNato.Cli", "--tool-path", folder.File("tools"), "--add-source", packages, "--version", "1.0.0"]);
        var tool = folder.File("tools/kosovonato");

        await RunAsync(folder, tool, 0, ["context", "add", "test", "--addresses", services.AddressFile]);
        var count = await RunAsync(folder, tool, 0, ["count", "nato", "--as-of", "2020-09-04"]);
        var explained = await RunAsync(folder, tool, 0, ["explain", "R1"]);
        var unconfirmed = await RunAsync(folder, tool, 5, ["act", "record", "KZ", "announced", "2026-03-01", "--source", "gk"]);
        await RunAsync(folder, tool, 0, ["act", "record", "KZ", "announced", "2026-03-01", "--source", "gk", "--yes"]);
        await RunAsync(folder, tool, 0, ["undo", "--yes"]);
        await RunAsync(folder, tool, 3, ["count", "nowhere"]);
        var help = await RunAsync(folder, tool, 0, ["--help"]);

        Assert.Contains("26 of 30 recognize Kosovo", count, StringComparison.Ordinal);
        Assert.Contains("missing: ES GR RO SK", explained, StringComparison.Ordinal);
        Assert.Contains("announced", unconfirmed, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 done", help, StringComparison.Ordinal);
    }

    static async Task<string> RunAsync(TemporaryDirectory folder, string program, int expected, string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["KOSOVONATO_CONFIG_DIRECTORY"] = folder.File("config");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancelled);
        var errors = process.StandardError.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled).WaitAsync(TimeSpan.FromMinutes(5), Cancelled);
        Assert.True(
            process.ExitCode == expected, $"{program} {string.Join(' ', args)}: {process.ExitCode}\n{await output}\n{await errors}");
        return await output;
    }
}
