namespace KosovoNato.Testing;

/// <summary>A directory of its own for one test, removed after it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kosovonato-").FullName;

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, whole or not at all, as programs that renew files do.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string content)
    {
        var file = File(name);
        System.IO.File.WriteAllText($"{file}.new", content);
        System.IO.File.Move($"{file}.new", file, overwrite: true);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
