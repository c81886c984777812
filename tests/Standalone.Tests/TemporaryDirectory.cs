using System.Security.Cryptography;

namespace KosovoNato.Standalone.Tests;

/// <summary>A data folder of its own for one test, and what is in it.</summary>
sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kosovonato-store-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public EmbeddedStoreOptions Options => new() { DataDirectory = Path, StartTimeout = TimeSpan.FromMinutes(2) };

    /// <summary>The data files with their checksums; locks and the log belong to a run, not to the data.</summary>
    public Dictionary<string, string> Content() => Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
        .Where(file => System.IO.Path.GetExtension(file) is not (".lock" or ".log"))
        .ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(file))));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
