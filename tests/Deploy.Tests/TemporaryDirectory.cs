namespace KosovoNato.Deploy.Tests;

sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kosovonato-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
