namespace KosovoNato.Hosting.Addresses;

/// <summary>The addresses of a running process, as a file. It exists only while the process is ready, and appears complete.</summary>
public sealed class PublishedAddressFile : IDisposable
{
    readonly string path;

    PublishedAddressFile(string path) => this.path = path;

    /// <summary>Deletes a file that a crashed process has left behind.</summary>
    public static void Clear(string path) => File.Delete(path);

    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory is not writable.</exception>
    public static PublishedAddressFile Write(string path, ProcessAddresses addresses)
    {
        // Written beside it and renamed, so that no reader sees half a file.
        var draft = $"{path}.{addresses.ProcessId}.tmp";
        File.WriteAllText(draft, $"{addresses.ToJson(isIndented: true)}\n");
        File.Move(draft, path, overwrite: true);
        return new(path);
    }

    public void Dispose() => File.Delete(path);
}
