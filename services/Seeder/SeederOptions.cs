namespace KosovoNato.Seeder;

/// <param name="Address">Where the service is, http or https.</param>
/// <param name="Key">The key that the service knows; unset for a service that asks for none.</param>
/// <param name="Seeds">The folder of the seed files.</param>
internal sealed record SeederOptions(Uri Address, string? Key, string Seeds)
{
    internal const string Usage = "Usage: --address http://host:port [--key-file PATH] [--seeds FOLDER, default: seeds]";

    internal static SeederOptions Parse(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i += 2)
        {
            if (args[i] is not ("--address" or "--key-file" or "--seeds"))
            {
                throw new SeedFileException($"Unknown argument {args[i]}. {Usage}");
            }

            if (i + 1 == args.Count || !values.TryAdd(args[i], args[i + 1]))
            {
                throw new SeedFileException($"{args[i]} needs one value. {Usage}");
            }
        }

        if (!Uri.TryCreate(values.GetValueOrDefault("--address"), UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw new SeedFileException($"--address must be an http or https address. {Usage}");
        }

        var key = values.TryGetValue("--key-file", out var file) ? ReadKey(file) : null;
        return new SeederOptions(address, key, values.GetValueOrDefault("--seeds", "seeds"));
    }

    // From a file, never an argument: arguments are visible to every process of the machine.
    private static string ReadKey(string file)
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
