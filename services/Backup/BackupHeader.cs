using System.Text.Json;
using System.Text.Json.Serialization;

namespace KosovoNato.Backup;

/// <summary>The first line of a backup: its store, and what follows.</summary>
/// <param name="Store">The ID of the exported store.</param>
/// <param name="Floor">
/// The revision of the snapshot at the beginning. 0 if the backup starts with the first revision and has no snapshot.
/// </param>
/// <param name="FloorFingerprint">Distinguishes that revision from others with its number. 0 if <paramref name="Floor"/> is 0.</param>
/// <param name="FloorRecordedAt">When that revision was recorded. Null if <paramref name="Floor"/> is 0.</param>
/// <param name="Head">The newest revision in the backup.</param>
/// <param name="Resources">The number of resource lines that follow, including mirrored resources.</param>
/// <param name="Changes">The number of revision lines that follow the resources.</param>
/// <param name="Followed">The positions of the upstreams as of the snapshot.</param>
sealed record BackupHeader(
    string Service, string Store, long Floor, uint FloorFingerprint, DateTimeOffset? FloorRecordedAt, long Head, long Resources,
    long Changes, IReadOnlyList<BackupUpstream> Followed, DateTimeOffset ExportedAt)
{
    public const string FormatName = "kosovonato-backup";

    /// <summary>
    /// The format version that this release writes. It is increased when an older release would read a backup incorrectly.
    /// </summary>
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
            throw new BackupException("This is not a backup: the first line is not a backup header. Use a file that `export` has written.");
        }

        if (kind.Version is < 1 or > NewestVersion)
        {
            throw new BackupException(
                $"This backup has format {kind.Version}, and this release reads up to {NewestVersion}. Import it with the release that "
                + "wrote it, or with a newer one.");
        }

        if (Read<BackupHeader>(line) is not { } header || header.Floor < 0 || header.Head < header.Floor
            || header.Changes != header.Head - header.Floor
            || header.Resources < 0 || (header.Floor > 0 && header.FloorRecordedAt is null))
        {
            throw new BackupException("The first line of this backup is corrupted. Use another copy.");
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

/// <summary>The position of an upstream.</summary>
/// <param name="Store">The ID of the upstream's store.</param>
/// <param name="Fingerprint">Distinguishes the revision from others with its number.</param>
sealed record BackupUpstream(string Service, string Store, long Revision, uint Fingerprint);
