using System.Runtime.InteropServices;

namespace KosovoNato.Contract.Tests;

/// <summary>The buf program that `npm ci` installs in protos.</summary>
internal static class Buf
{
    /// <summary>The exit code with which buf reports findings, including contracts that do not compile.</summary>
    public const int Findings = 100;

    public static readonly string Program = Path.Combine(
        BuildPaths.Protos, "node_modules", "@bufbuild",
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "buf-linux-aarch64" : "buf-linux-x64", "bin", "buf");

    public static Task<Command> LintAsync(ProtoWorkspace workspace) => RunAsync(workspace, "lint");

    public static Task<Command> FormatAsync(ProtoWorkspace workspace) =>
        RunAsync(workspace, "format", "--diff", "--exit-code", "--path", "kosovonato");

    /// <summary>Compares with the contracts of the last release.</summary>
    public static async Task<Command> BreakingAsync(ProtoWorkspace workspace)
    {
        (await RunAsync(workspace, "build", "--path", "kosovonato", "-o", "present.binpb")).Succeeded();
        return await RunAsync(workspace, "breaking", "present.binpb", "--against", Path.Combine(BuildPaths.Protos, "released", "v1.binpb"));
    }

    /// <summary>Compiles to a FileDescriptorSet with comments.</summary>
    public static async Task<byte[]> ImageAsync(ProtoWorkspace workspace)
    {
        var image = Path.Combine(workspace.Folder, "image.binpb");
        (await RunAsync(workspace, "build", "-o", image)).Succeeded();
        return await File.ReadAllBytesAsync(image, TestContext.Current.CancellationToken);
    }

    static Task<Command> RunAsync(ProtoWorkspace workspace, params string[] arguments) =>
        Command.RunAsync(Program, workspace.Folder, arguments);
}
