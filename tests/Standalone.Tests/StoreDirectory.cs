using System.Security.Cryptography;

namespace KosovoNato.Standalone.Tests;

/// <summary>A temporary directory as the data folder of an embedded store.</summary>
static class StoreDirectory
{
    extension(TemporaryDirectory folder)
    {
        public EmbeddedStoreOptions Options => new() { DataDirectory = folder.Path, StartTimeout = TimeSpan.FromMinutes(2) };

        /// <summary>The data files with their checksums. Locks and the log belong to a run, not to the data.</summary>
        public Dictionary<string, string> Content() => Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is not (".lock" or ".log"))
            .ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
    }
}
