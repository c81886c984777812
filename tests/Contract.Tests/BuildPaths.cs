using System.Reflection;

namespace KosovoNato.Contract.Tests;

/// <summary>Paths at build time of this assembly.</summary>
internal static class BuildPaths
{
    public static string Repository { get; } = Metadata("Repository");

    public static string Protos { get; } = Path.Combine(Repository, "protos");

    public static string Specimens { get; } = Path.Combine(Repository, "tests", "Contract.Tests", "Specimens");

    /// <summary>The folder with google/api and google/rpc, from the package, so that no copy is needed in the repository.</summary>
    public static string CommonProtos => Metadata("CommonProtos");

    /// <summary>The C# compiler of the SDK.</summary>
    public static string Compiler => Metadata("Compiler");

    static string Metadata(string key) =>
        typeof(BuildPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == key).Value!;
}
