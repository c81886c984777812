using KosovoNato.Cli.Contexts;

namespace KosovoNato.Cli.Watching;

/// <summary>The position of each service in its stream, in a file if one is given.</summary>
sealed class WatchPositions(string? path)
{
    readonly PrivateJsonFile<Dictionary<string, string>>? file =
        path is null ? null : new(Path.GetFullPath(path), "The file of --resume");

    public string? Of(string service) => file?.Read().GetValueOrDefault(service);

    public void Save(WatchedChange change)
    {
        if (change.ResumeToken.Length > 0)
        {
            file?.Change(saved =>
            {
                saved[change.Service] = change.ResumeToken;
                return saved;
            });
        }
    }
}
