using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using KosovoNato.Kernel;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Access;

/// <summary>The API keys, each with all permissions. Read once at the start.</summary>
public sealed class ApiKeys
{
    const int KeyBytes = 32;
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly (Caller Caller, byte[] Hash)[] keys = [];

    public ApiKeys(IOptions<AccessOptions> options)
    {
        var file = options.Value.ApiKeyFile;
        if (file.Length == 0)
        {
            return;
        }

        keys = SettingFile.Read("Access:ApiKeyFile", () => Read(file));
    }

    static (Caller, byte[])[] Read(string file)
    {
        if (!File.Exists(file))
        {
            Make(file);
        }

        (Caller, byte[])[] keys =
            [.. File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(Parse)];
        if (keys.Length == 0)
        {
            throw new InvalidDataException($"{file} has no key. Add a line \"name:key\", or delete the file to have one generated.");
        }

        return keys;
    }

    /// <summary>Returns the caller whose key has this SHA-256 hash, or null if the key is unknown.</summary>
    internal Caller? CallerOf(ReadOnlySpan<byte> hash)
    {
        Caller? caller = null;
        foreach (var known in keys)
        {
            // Compare all keys, each in constant time, so that the duration reveals nothing about a key.
            caller = CryptographicOperations.FixedTimeEquals(known.Hash, hash) ? known.Caller : caller;
        }

        return caller;
    }

    /// <summary>Whether a name belongs to a key. Other callers cannot be recorded under it.</summary>
    internal bool IsName(string actor) => Array.Exists(keys, key => ActorName.EqualsIgnoreCase(key.Caller.Actor, actor));

    static (Caller, byte[]) Parse(string line)
    {
        var separator = line.IndexOf(':', StringComparison.Ordinal);
        if (separator < 1 || line.Length - separator - 1 < 16)
        {
            throw new InvalidDataException("A line of the key file is not \"name:key\" with a key of at least 16 characters.");
        }

        var name = line[..separator];
        if (!ActorName.IsAllowed(name))
        {
            throw new InvalidDataException(
                $"A line of the key file is for \"{name}\", which is not allowed as an actor name. Give the key another name.");
        }

        var caller = new Caller(name, Permissions: null, DateTimeOffset.MaxValue);
        return (caller, SHA256.HashData(Encoding.UTF8.GetBytes(line[(separator + 1)..])));
    }

    static void Make(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } directory)
        {
            Directory.CreateDirectory(directory);
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var writer = new StreamWriter(file, options);
        writer.WriteLine($"operator:{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes))}");
    }
}
