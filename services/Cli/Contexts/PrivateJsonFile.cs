using System.Text.Json;
using System.Text.Json.Serialization;

namespace KosovoNato.Cli.Contexts;

/// <summary>A JSON file that only its owner can read and write.</summary>
sealed class PrivateJsonFile<T>(string path, string description) where T : new()
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string Path => path;

    public T Read()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllText(path), Form) ?? new() : new();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CliException($"{description}, {path}, cannot be read: {failure.Message}", inner: failure);
        }
    }

    public void Change(Func<T, T> change)
    {
        var changed = change(Read());
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            // Written beside it and renamed, so that a crash leaves the old file or the new one. A leftover of a crash would keep its mode.
            var draft = $"{path}.tmp";
            File.Delete(draft);
            using (var writer = new StreamWriter(draft, options))
            {
                writer.WriteLine(JsonSerializer.Serialize(changed, Form));
            }

            File.Move(draft, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{description}, {path}, cannot be written: {failure.Message}", inner: failure);
        }
    }
}
