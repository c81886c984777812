using System.Text.Json;
using System.Text.Json.Serialization;

namespace KosovoNato.Backup;

/// <summary>The first line of a backup: what it is of, and what follows.</summary>
/// <param name="Store">The identity of the store that it was made of.</param>
/// <param name="Floor">The revision of the state that comes first; 0 if it begins with the first revision, and no state is needed.</param>
/// <param name="FloorRecordedAt">When that revision was recorded; none with floor 0.</param>
/// <param name="Head">The newest revision in it.</param>
/// <param name="Resources">How many lines of resources follow, those learned of other services included.</param>
/// <param name="Changes">How many lines of changes follow those.</param>
/// <param name="Followed">How far the state had followed other services.</param>
sealed record BackupHeader(
    string Service, string Store, long Floor, DateTimeOffset? FloorRecordedAt, long Head, long Resources, long Changes,
    IReadOnlyList<BackupUpstream> Followed, DateTimeOffset ExportedAt)
{
    public const string FormatName = "kosovonato-backup";

    /// <summary>What this release writes. It grows when an older one would read a backup wrongly.</summary>
    public const int NewestVersion = 1;

    [JsonPropertyOrder(-2)]
    public string Format { get; init; } = FormatName;

    [JsonPropertyOrder(-1)]
    public int Version { get; init; } = NewestVersion;

    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public byte[] ToLine() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    public static BackupHeader OfLine(ReadOnlySpan<byte> line, string service)
    {
        var kind = Read<Kind>(line);
        if (kind?.Format != FormatName)
        {
            throw new BackupException("This is no backup: its first line does not say so. Take a file that `export` has written.");
        }

        if (kind.Version is < 1 or > NewestVersion)
        {
            throw new BackupException(
                $"This backup has format {kind.Version}, and this release reads up to {NewestVersion}. Import it with the release that "
                + "wrote it, or a newer one.");
        }

        if (Read<BackupHeader>(line) is not { } header || header.Floor < 0 || header.Head < header.Floor
            || header.Changes != header.Head - header.Floor
            || header.Resources < 0 || (header.Floor > 0 && header.FloorRecordedAt is null))
        {
            throw new BackupException("The first line of this backup is damaged. Take another copy of it.");
        }

        return header.Service == service
            ? header
            : throw new BackupException($"This is a backup of {header.Service}, not of {service}.");
    }

    static T? Read<T>(ReadOnlySpan<byte> line) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    sealed record Kind(string Format, int Version);
}

/// <summary>How far another service was followed.</summary>
/// <param name="Store">The identity of its store.</param>
sealed record BackupUpstream(string Service, string Store, long Revision);
