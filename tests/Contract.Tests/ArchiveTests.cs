using Google.Protobuf.Reflection;

namespace KosovoNato.Contract.Tests;

/// <summary>The archive of the contracts needs nothing beside itself.</summary>
public sealed class ArchiveTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_archives_of_one_commit_have_the_same_bytes()
    {
        using ContractArchive first = await ContractArchive.PackAsync(), second = await ContractArchive.PackAsync();
        Assert.Equal(await File.ReadAllBytesAsync(first.File, Cancelled), await File.ReadAllBytesAsync(second.File, Cancelled));
    }

    [Fact]
    public async Task Packing_without_buf_says_how_to_install_it()
    {
        var folder = Directory.CreateTempSubdirectory("protos-");
        try
        {
            File.Copy(Path.Combine(BuildPaths.Protos, "archive.sh"), Path.Combine(folder.FullName, "archive.sh"));
            var failed = await Command.RunAsync("env", folder.FullName, "SOURCE_DATE_EPOCH=0", "bash", "archive.sh", folder.FullName);
            Assert.Equal((1, "buf is missing: run 'npm ci' in protos.\n"), (failed.ExitCode, failed.Errors));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Its_file_is_in_the_list_of_releases()
    {
        using var archive = await ContractArchive.PackAsync();
        var readme = await File.ReadAllTextAsync(Path.Combine(BuildPaths.Protos, "README.md"), Cancelled);
        Assert.Contains($"| `{Path.GetFileName(archive.File)}` |", readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_content_compiles_with_buf_and_protoc_without_anything_else()
    {
        using var archive = await ContractArchive.PackAsync();
        // Without the user's configuration, cache and registry.
        string[] alone = ["-i", $"HOME={Path.GetDirectoryName(archive.File)}", $"PATH={Environment.GetEnvironmentVariable("PATH")}"];
        (await Command.RunAsync("env", archive.Contracts, [.. alone, Buf.Program, "build"])).Succeeded();
        var files = ProtosIn(archive.Contracts);
        (await Command.RunAsync("protoc", archive.Contracts, ["-I", ".", "--descriptor_set_out=/dev/null", .. files])).Succeeded();
        Assert.Equal(
            ProtosIn(BuildPaths.Protos).Where(file => file.StartsWith("kosovonato/", StringComparison.Ordinal)),
            files.Where(file => file.StartsWith("kosovonato/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Its_descriptor_set_has_all_imports_and_comments()
    {
        using var archive = await ContractArchive.PackAsync();
        var described = FileDescriptorSet.Parser.ParseFrom(
            await File.ReadAllBytesAsync(Path.Combine(archive.Contracts, "kosovonato.binpb"), Cancelled)).File;
        var service = described.Single(file => file.Name == "kosovonato/recognitions/v1/recognition_service.proto");
        Assert.Contains(service.Service.Single().Method, method => method.Name == "CountRecognitions");
        Assert.Contains(service.SourceCodeInfo.Location, place => place.LeadingComments.Length > 0);
        Assert.All(described.SelectMany(file => file.Dependency), needed => Assert.Contains(described, file => file.Name == needed));
    }

    static string[] ProtosIn(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.proto", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal),
    ];
}
