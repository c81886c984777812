using System.Text.RegularExpressions;
using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests;

/// <summary>The Secrets that deploy/README.md tells operators to create: a table with their names and keys.</summary>
static partial class DocumentedSecrets
{
    public static IReadOnlySet<SecretKeyReference> All { get; } = Read();

    static HashSet<SecretKeyReference> Read()
    {
        var rows = Row().Matches(File.ReadAllText(RepositoryPaths.File("deploy", "README.md")));
        HashSet<SecretKeyReference> named = [];
        foreach (Match row in rows)
        {
            foreach (Match name in Word().Matches(row.Groups[1].Value))
            {
                // With the key, and as a whole.
                named.Add(new(name.Groups[1].Value, row.Groups[2].Value));
                named.Add(new(name.Groups[1].Value, ""));
            }
        }

        return named;
    }

    // | `name`, `name` | `key` | ...
    [GeneratedRegex(@"^\| ((?:`[a-z0-9-]+`(?:, )?)+) \| `([a-z.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Word();
}
