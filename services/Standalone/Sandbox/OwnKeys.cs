using System.Buffers.Text;
using System.Security.Cryptography;

namespace KosovoNato.Standalone.Sandbox;

/// <summary>
/// The keys of this program, for a demo and for a read-only instance, beside the keys of its callers. They are in a file that only the
/// owner can read, and that exists only while the program runs.
/// </summary>
sealed class OwnKeys : IDisposable
{
    /// <summary>The actor who loads the seeds of a read-only instance.</summary>
    public const string Loader = "standalone";

    /// <summary>The actor of made-up changes.</summary>
    public const string Demo = "demo";

    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const int KeyBytes = 32;

    readonly string file;

    OwnKeys(string file) => this.file = file;

    public string LoaderKey { get; } = NewKey();

    public string DemoKey { get; } = NewKey();

    /// <summary>Writes the file.</summary>
    /// <param name="file">The path of the file.</param>
    /// <param name="callers">The key file of the callers. It is made if it does not exist, as a service makes it.</param>
    public static OwnKeys Write(string file, string callers)
    {
        try
        {
            if (!File.Exists(callers))
            {
                Write(callers, [$"operator:{NewKey()}"]);
            }

            var keys = new OwnKeys(file);
            Write(file, [.. File.ReadAllLines(callers), $"{Loader}:{keys.LoaderKey}", $"{Demo}:{keys.DemoKey}"]);
            return keys;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StandaloneException.WrongKeyFile(callers, failure);
        }
    }

    public void Dispose() => File.Delete(file);

    static void Write(string path, IEnumerable<string> lines)
    {
        File.Delete(path); // A leftover of a crash would keep its mode.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var writer = new StreamWriter(path, options);
        foreach (var line in lines)
        {
            writer.WriteLine(line);
        }
    }

    static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
}
