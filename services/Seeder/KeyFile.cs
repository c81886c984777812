namespace KosovoNato.Seeder;

/// <summary>The file of an API key. Keys are never arguments, because every process of the machine can see those.</summary>
internal static class KeyFile
{
    /// <exception cref="SeedFileException">The file cannot be read, or has no key.</exception>
    internal static string Read(string file)
    {
        try
        {
            // The service's own file: a "name:key" a line, of which the first will do; or a file with nothing but a key.
            var line = File.ReadLines(file).Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0 && l[0] != '#') ?? "";
            var key = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..];
            return key.Length > 0 && key.All(c => c is > ' ' and <= '~')
                ? key
                : throw new SeedFileException($"{file} must hold one key of printable ASCII characters.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SeedFileException($"The key file {file} cannot be read: {fault.Message}", fault);
        }
    }
}
