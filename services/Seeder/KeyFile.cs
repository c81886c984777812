namespace KosovoNato.Seeder;

/// <summary>Reads the file of an API key. Keys are never arguments, because every process on the machine can see arguments.</summary>
internal static class KeyFile
{
    /// <exception cref="SeedFileException">The file cannot be read or has no key.</exception>
    internal static string Read(string file)
    {
        try
        {
            // Either the key file of a service, with lines "name:key" of which the first is used, or a file with only a key.
            var line = File.ReadLines(file).Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0 && l[0] != '#') ?? "";
            var key = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..];
            return key.Length > 0 && key.All(c => c is > ' ' and <= '~')
                ? key
                : throw new SeedFileException($"{file} must contain a key of printable ASCII characters.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SeedFileException($"The key file {file} cannot be read: {fault.Message}", fault);
        }
    }
}
