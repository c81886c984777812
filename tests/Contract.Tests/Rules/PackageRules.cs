using Google.Protobuf.Reflection;

namespace KosovoNato.Contract.Tests.Rules;

internal static class PackageRules
{
    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("Folder, package and C# namespace agree", contracts =>
            from file in contracts.Files
            let folder = file.Package.Replace('.', '/')
            let csharp = "KosovoNato" + string.Concat(file.Package.Split('.').Skip(1).Select(part => "." + Pascal(part)))
            where Path.GetDirectoryName(file.Name) != folder || file.GetOptions()?.CsharpNamespace != csharp
            select $"{file.Name}: needs to be in {folder}, with C# namespace {csharp}"),
    ];

    /// <summary>The prefix of the names of a service's own change messages: "Recognitions" for kosovonato.recognitions.v1.</summary>
    public static string Subject(this ServiceDescriptor service) => Pascal(service.File.Package.Split('.')[1]);

    /// <summary>"counting_rule" becomes "CountingRule".</summary>
    public static string Pascal(string snake) =>
        string.Concat(snake.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
