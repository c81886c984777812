namespace KosovoNato.Contract.Tests;

/// <summary>A temporary copy of the contracts that buf can compile and a test may modify.</summary>
internal sealed class ProtoWorkspace : IDisposable
{
    ProtoWorkspace() => CopyFolder(Path.Combine(BuildPaths.CommonProtos, "google"), In("third_party", "google"));

    public string Folder { get; } = Directory.CreateTempSubdirectory("contracts-").FullName;

    /// <summary>Copies a protos folder.</summary>
    public static ProtoWorkspace Of(string protos)
    {
        var workspace = new ProtoWorkspace();
        CopyContracts(protos, workspace.Folder);
        return workspace;
    }

    /// <summary>The contracts of the working tree and the specimen.</summary>
    public static ProtoWorkspace WithSpecimen()
    {
        var workspace = Of(BuildPaths.Protos);
        CopyFolder(Path.Combine(BuildPaths.Specimens, "kosovonato"), workspace.In("kosovonato"));
        return workspace;
    }

    /// <summary>Replaces the first occurrence of a text. If the text is missing, the test itself fails, not the check.</summary>
    public ProtoWorkspace Edit(string file, string from, string to)
    {
        var path = In("kosovonato", file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} does not contain: {from}");
        File.WriteAllText(path, string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length)));
        return this;
    }

    public static void CopyContracts(string from, string to)
    {
        CopyFolder(Path.Combine(from, "kosovonato"), Path.Combine(to, "kosovonato"));
        File.Copy(Path.Combine(from, "buf.yaml"), Path.Combine(to, "buf.yaml"));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    string In(params string[] parts) => Path.Combine([Folder, .. parts]);

    static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*.proto", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
