namespace KosovoNato.Testing;

/// <summary>A temporary directory for one test, deleted afterwards.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kosovonato-").FullName;

    /// <summary>Returns the path of a file in the directory.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file atomically, like programs that replace their files.</summary>
    /// <returns>The path of the file.</returns>
    public string Write(string name, string content)
    {
        var file = File(name);
        System.IO.File.WriteAllText($"{file}.new", content);
        System.IO.File.Move($"{file}.new", file, overwrite: true);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
