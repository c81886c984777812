namespace KosovoNato.Cli.Contexts;

/// <summary>A write of this user with this program.</summary>
/// <param name="Command">The command, for messages: <c>act record</c>.</param>
/// <param name="Name">The written resource.</param>
/// <param name="ActId">The recorded act; empty for other writes.</param>
/// <param name="Etag">The version that the write made.</param>
/// <param name="Revision">The number of its revision.</param>
sealed record LastWrite(string Command, string Name, string ActId, string Etag, long Revision);

/// <summary>The last write to each recognition service, by its address.</summary>
sealed class LastWrites(string directory)
{
    readonly PrivateJsonFile<Dictionary<string, LastWrite>> file =
        new(Path.Combine(directory, "last-writes.json"), "The file of the last writes");

    public LastWrite? Find(string address) => file.Read().GetValueOrDefault(address);

    public void Save(string address, LastWrite write) => file.Change(saved =>
    {
        saved[address] = write;
        return saved;
    });
}
