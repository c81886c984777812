namespace KosovoNato.Backup.Locations;

/// <summary>A bucket, and the key of an object or a prefix of keys, without slashes around it.</summary>
sealed record S3Address(string Bucket, string Key)
{
    const string Scheme = "s3://";

    public override string ToString() => Key.Length == 0 ? $"{Scheme}{Bucket}" : $"{Scheme}{Bucket}/{Key}";

    public S3Address Append(string name) => this with { Key = Key.Length == 0 ? name : $"{Key}/{name}" };

    public static bool IsS3(string path) => path.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses a path that <see cref="IsS3"/>.</summary>
    public static S3Address Parse(string path)
    {
        var rest = path[Scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? rest : rest[..slash];
        return bucket.Length > 0
            ? new(bucket, rest[bucket.Length..].Trim('/'))
            : throw new BackupException($"\"{path}\" names no bucket. Write s3://bucket/prefix.");
    }
}
