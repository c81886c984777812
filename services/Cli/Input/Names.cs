namespace KosovoNato.Cli.Input;

/// <summary>Resource names as people write and read them: the ID alone where the type is known.</summary>
static class Names
{
    public static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>Returns the resource name for an ID, or the name itself.</summary>
    public static string Full(string collection, string idOrName) =>
        idOrName.Contains('/', StringComparison.Ordinal) ? idOrName : $"{collection}/{idOrName}";

    public static string Ids(IEnumerable<string> names) => string.Join(' ', names.Select(Id));
}
