using KosovoNato.Kernel.Texts;

namespace KosovoNato.Kernel.Errors;

/// <summary>Tells a caller whose reference leads nowhere which resources there are.</summary>
static class ExistingNames
{
    const int MaxCompared = 1_000;
    const int MaxListed = 10;

    /// <summary>Returns a sentence with the name that was probably meant or, if none is close, with the existing names.</summary>
    public static string Describe(string missing, IEnumerable<string> existing)
    {
        // Names of one collection have a prefix in common, which says nothing about how close they are.
        var prefix = missing[..(missing.LastIndexOf('/') + 1)];
        string[] ids = [.. existing.Take(MaxCompared).Select(name => name[prefix.Length..])];
        if (ClosestMatch.Find(missing[prefix.Length..], ids) is { } closest)
        {
            return $" Did you mean {prefix}{closest}?";
        }

        var listed = string.Join(", ", ids.Take(MaxListed).Select(id => prefix + id));
        return ids.Length == 0 ? $" {prefix} is empty." : $" There are {listed}{(ids.Length > MaxListed ? ", and others" : "")}.";
    }
}
