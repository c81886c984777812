using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using KosovoNato.Contract.Tests;
using KosovoNato.EndToEnd.Tests.Snippets;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Packages;

/// <summary>The NuGet package of the client, as partners install it.</summary>
[Collection(OneDashboard.Name)]
public sealed class NugetPackageTests(RunningDashboard running)
{
    const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="KosovoNato.Client" Version="1.0.0" />
          </ItemGroup>
        </Project>
        """;

    static readonly string Program = RepositoryPaths.File("tests", "Dashboard.Tests", "Packages", "Partner", "Program.cs");

    static readonly string[] Contents =
    [
        "KosovoNato.Client.nuspec", "README.md", "icon.png", "lib/net10.0/KosovoNato.Client.dll", "lib/net10.0/KosovoNato.Client.xml",
        "lib/net10.0/KosovoNato.Protos.dll", "lib/net10.0/KosovoNato.Protos.xml",
    ];

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task The_installed_package_works_and_misses_nothing_when_its_stream_is_cut()
    {
        using var folder = new TemporaryDirectory();
        await PackAsync(folder.File("packed"));
        folder.Write("Partner.csproj", Project);
        folder.Write("nuget.config", SourcesOf(folder));
        File.Copy(Program, folder.File("Program.cs"));
        (await Command.RunAsync("dotnet", folder.Path, "build", "-o", folder.File("built"))).Succeeded();

        await using var way = TcpProxy.To(running.Services.Recognitions.GrpcAddress.Authority);
        await using var partner = Subscriber.Program(
            "dotnet", folder.File("built/Partner.dll"), [], ("RECOGNITIONS", $"http://127.0.0.1:{way.Port}"));
        await new FollowingPartner(running, way, () => partner.Written).MissesNothingAsync();
    }

    [Fact(Explicit = true)]
    public async Task Packing_twice_gives_the_same_bytes_and_only_what_a_client_needs()
    {
        using var folder = new TemporaryDirectory();
        var (first, second) = (folder.File("first"), folder.File("second"));
        await PackAsync(first);
        foreach (var built in (string[])["bin", "obj"])
        {
            Directory.Delete(RepositoryPaths.File(".artifacts", built, "Client", "for-clients"), recursive: true);
        }

        await PackAsync(second);
        Assert.All(
            (string[])["KosovoNato.Client.1.0.0.nupkg", "KosovoNato.Client.1.0.0.snupkg"],
            file => Assert.Equal(File.ReadAllBytes(Path.Combine(first, file)), File.ReadAllBytes(Path.Combine(second, file))));

        using var symbols = await ZipFile.OpenReadAsync(Path.Combine(second, "KosovoNato.Client.1.0.0.snupkg"), Cancelled);
        Assert.Contains(symbols.Entries, entry => entry.FullName == "lib/net10.0/KosovoNato.Client.pdb");
        using var package = await ZipFile.OpenReadAsync(Path.Combine(second, "KosovoNato.Client.1.0.0.nupkg"), Cancelled);
        Assert.Equal(Contents, package.Entries.Select(entry => entry.FullName).Where(IsOwn).Order(StringComparer.Ordinal));
        using var specification = new StreamReader(await package.GetEntry("KosovoNato.Client.nuspec")!.OpenAsync(Cancelled));
        var text = await specification.ReadToEndAsync(Cancelled);
        Assert.DoesNotContain("AspNetCore", text, StringComparison.Ordinal);
        Assert.DoesNotContain("license", text, StringComparison.Ordinal);

        var types = await TypesAsync(package.GetEntry("lib/net10.0/KosovoNato.Protos.dll")!);
        Assert.Contains("RecognitionServiceClient", types);
        Assert.Contains("IWatchRequest", types);
        Assert.DoesNotContain(types, type => type.EndsWith("ServiceBase", StringComparison.Ordinal));
        Assert.Empty(types.Intersect(["IEncodedAnswer", "EncodedPayload", "IHasVersionCache", "IReadRequest", "IWriteRequest"]));
    }

    [Fact]
    public async Task The_example_in_the_README_of_the_package_is_the_tested_program()
    {
        var readme = await File.ReadAllTextAsync(RepositoryPaths.File("services", "Client", "Package", "README.md"), Cancelled);
        Assert.Contains($"```csharp\n{await File.ReadAllTextAsync(Program, Cancelled)}```", readme, StringComparison.Ordinal);
    }

    /// <summary>Whether an entry is not one of those that every package has.</summary>
    static bool IsOwn(string entry) => !entry.StartsWith("_rels/", StringComparison.Ordinal)
        && !entry.StartsWith("package/", StringComparison.Ordinal) && entry != "[Content_Types].xml";

    static async Task PackAsync(string target) => (await Command.RunAsync(
        "dotnet", RepositoryPaths.Root, "pack", RepositoryPaths.File("services", "Client"), "-c", "Release", "-o", target)).Succeeded();

    // The other packages are those of this build, so that nothing is downloaded. The folder for installed packages is the project's own,
    // because an earlier package of the same version may be in the user's.
    static string SourcesOf(TemporaryDirectory folder) => $"""
        <configuration>
          <packageSources><clear /><add key="packed" value="packed" /></packageSources>
          <config><add key="globalPackagesFolder" value="{folder.File("installed")}" /></config>
          <fallbackPackageFolders><clear /><add key="built" value="{Packages}" /></fallbackPackageFolders>
        </configuration>
        """;

    static string Packages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    static async Task<HashSet<string>> TypesAsync(ZipArchiveEntry assembly)
    {
        using var bytes = new MemoryStream();
        await (await assembly.OpenAsync(Cancelled)).CopyToAsync(bytes, Cancelled);
        bytes.Position = 0;
        using var image = new PEReader(bytes);
        var metadata = image.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(type => metadata.GetString(metadata.GetTypeDefinition(type).Name))];
    }
}
