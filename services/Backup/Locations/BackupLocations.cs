using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace KosovoNato.Backup.Locations;

/// <summary>Opens the locations that arguments name: a path, or s3://bucket/prefix.</summary>
/// <param name="settings">The settings of the program. Only the section "S3" is read, and only for a bucket.</param>
sealed class BackupLocations(IConfiguration settings)
{
    public IBackupLocation OpenDirectory(string path) => S3Address.IsS3(path)
        ? S3Location.Open(Options(), S3Address.Parse(path))
        : new DirectoryLocation(path);

    /// <summary>Opens the location of a file, and returns it with the name of the file.</summary>
    public (IBackupLocation Location, string Name) OpenFile(string path)
    {
        if (!S3Address.IsS3(path))
        {
            return (new DirectoryLocation(Path.GetDirectoryName(path) ?? ""), Path.GetFileName(path));
        }

        var address = S3Address.Parse(path);
        if (address.Key.Length == 0)
        {
            throw new BackupException($"\"{path}\" names no object. Write s3://bucket/prefix/name.");
        }

        var slash = address.Key.LastIndexOf('/');
        return (S3Location.Open(Options(), address with { Key = address.Key[..Math.Max(slash, 0)] }), address.Key[(slash + 1)..]);
    }

    S3Options Options()
    {
        try
        {
            var options = settings.GetSection("S3").Get<S3Options>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new();
            var wrong = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true)
                ? options
                : throw Wrong(string.Join(" ", wrong.Select(one => one.ErrorMessage)));
        }
        catch (InvalidOperationException unreadable)
        {
            throw Wrong(unreadable.Message);
        }
    }

    static BackupException Wrong(string settings) => new($"The settings of the S3 server are invalid: {settings}");
}
