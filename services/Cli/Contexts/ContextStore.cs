using System.Text.Json.Serialization;

namespace KosovoNato.Cli.Contexts;

/// <summary>The contexts of a user, in one file that only the user can read, because it may hold keys.</summary>
sealed class ContextStore(string directory)
{
    readonly PrivateJsonFile<Saved> file = new(System.IO.Path.Combine(directory, "contexts.json"), "The file of the contexts");

    public string Path => file.Path;

    public string? Current => file.Read().Current;

    public IReadOnlyDictionary<string, ServiceContext> All => file.Read().Contexts;

    /// <summary>Returns the names for the completion of a command line, where an error would only disturb.</summary>
    public IEnumerable<string> NamesOrNone()
    {
        try
        {
            return [.. file.Read().Contexts.Keys];
        }
        catch (CliException)
        {
            return [];
        }
    }

    /// <param name="name">The name of the context; null for the current one.</param>
    /// <exception cref="CliException">There is no context with this name.</exception>
    public ServiceContext Find(string? name)
    {
        var saved = file.Read();
        var wanted = name ?? saved.Current;
        return wanted is null ? new ServiceContext()
            : saved.Contexts.TryGetValue(wanted, out var context) ? context
            : throw Unknown(wanted, saved);
    }

    public void Put(string name, ServiceContext context) => file.Change(saved =>
    {
        saved.Contexts[name] = context;
        return saved with { Current = saved.Current ?? name };
    });

    public void Use(string name) => file.Change(
        saved => saved.Contexts.ContainsKey(name) ? saved with { Current = name } : throw Unknown(name, saved));

    public void Remove(string name) => file.Change(
        saved => saved.Contexts.Remove(name) ? saved with { Current = saved.Current == name ? null : saved.Current }
            : throw Unknown(name, saved));

    static CliException Unknown(string name, Saved saved) => new(
        $"There is no context {name}. "
        + (saved.Contexts.Count > 0 ? $"There are: {string.Join(", ", saved.Contexts.Keys)}." : "`kosovonato context add` makes one."));

    sealed record Saved
    {
        [JsonPropertyName("current")]
        public string? Current { get; init; }

        [JsonPropertyName("contexts")]
        public SortedDictionary<string, ServiceContext> Contexts { get; init; } = new(StringComparer.Ordinal);
    }
}
