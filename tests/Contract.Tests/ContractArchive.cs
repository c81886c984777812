namespace KosovoNato.Contract.Tests;

/// <summary>The archive of the contracts that partners take along, packed and unpacked in a folder of its own.</summary>
internal sealed class ContractArchive : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("contracts-");

    ContractArchive()
    {
    }

    /// <summary>The packed file.</summary>
    public string File { get; private set; } = "";

    /// <summary>The folder with the content.</summary>
    public string Contracts => Path.Combine(folder.FullName, "contracts");

    public static async Task<ContractArchive> PackAsync()
    {
        var archive = new ContractArchive();
        archive.File = (await Command.RunAsync("bash", BuildPaths.Protos, "archive.sh", archive.folder.FullName)).Succeeded().Trim();
        Directory.CreateDirectory(archive.Contracts);
        (await Command.RunAsync("tar", archive.Contracts, "-xzf", archive.File, "--strip-components=1")).Succeeded();
        return archive;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
