namespace KosovoNato.Seeder;

/// <param name="Recognitions">Where the recognition service is, http or https; unset if nothing is to be loaded there.</param>
/// <param name="Milestones">Where the milestone service is.</param>
/// <param name="Recommendations">Where the recommendation service is.</param>
/// <param name="Key">The key that the services know; unset for services that ask for none.</param>
/// <param name="Seeds">The folder of the seed files.</param>
internal sealed record SeederOptions(Uri? Recognitions, Uri? Milestones, Uri? Recommendations, string? Key, string Seeds)
{
    internal const string Usage =
        "Usage: [--recognitions ADDRESS] [--milestones ADDRESS] [--recommendations ADDRESS] [--key-file PATH] "
        + "[--seeds FOLDER, default: seeds], with at least one address such as http://127.0.0.1:5101";

    private static readonly string[] Known = ["--recognitions", "--milestones", "--recommendations", "--key-file", "--seeds"];

    internal static SeederOptions Parse(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i += 2)
        {
            var name = args[i];
            if (!Known.Contains(name))
            {
                throw new SeedFileException($"Unknown argument {args[i]}. {Usage}");
            }

            if (i + 1 == args.Count || !values.TryAdd(name, args[i + 1]))
            {
                throw new SeedFileException($"{args[i]} needs one value. {Usage}");
            }
        }

        var options = new SeederOptions(
            Address(values, "--recognitions"),
            Address(values, "--milestones"),
            Address(values, "--recommendations"),
            values.TryGetValue("--key-file", out var file) ? ReadKey(file) : null,
            values.GetValueOrDefault("--seeds", "seeds"));
        return options is { Recognitions: null, Milestones: null, Recommendations: null }
            ? throw new SeedFileException($"An address is missing. {Usage}")
            : options;
    }

    private static Uri? Address(Dictionary<string, string> values, string name)
    {
        if (!values.TryGetValue(name, out var text))
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new SeedFileException($"{name} must be an http or https address. {Usage}");
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
