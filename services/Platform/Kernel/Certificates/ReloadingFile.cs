using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Kernel.Certificates;

/// <summary>
/// What was read from files that somebody renews. Looked at when it is used, every few seconds at most, and by content: mounted
/// secrets are links whose times say nothing. A file that cannot be read, or is half written, changes nothing.
/// </summary>
/// <param name="read">Reads and checks it.</param>
sealed partial class ReloadingFile<T>(Func<T> read, TimeProvider timeProvider, ILogger logger, params string[] files)
    where T : class
{
    static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);

    readonly Lock gate = new();
    // In this order: what is renewed in between is read once more, not overlooked. At the start a fault ends it.
    string content = ContentOf(files);
    T value = read();
    string refused = "";
    long lookedAt = timeProvider.GetTimestamp();

    public T Value
    {
        get
        {
            lock (gate)
            {
                if (timeProvider.GetElapsedTime(lookedAt) >= CheckInterval)
                {
                    lookedAt = timeProvider.GetTimestamp();
                    Look();
                }

                return value;
            }
        }
    }

    void Look()
    {
        var now = "";
        try
        {
            now = ContentOf(files);
            if (now != content && now != refused)
            {
                value = read();
                content = now;
                Renewed(logger, files[0]);
            }
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or InvalidDataException or CryptographicException
                or ArgumentException)
        {
            refused = now;
            NotRenewed(logger, files[0], fault.Message);
        }
    }

    static string ContentOf(string[] files) =>
        string.Concat(files.Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))));

    [LoggerMessage(EventName = "file.reloaded", Level = LogLevel.Information, Message = "{File} was renewed and is in use.")]
    static partial void Renewed(ILogger logger, string file);

    [LoggerMessage(EventName = "file.reload_failed", Level = LogLevel.Error,
        Message = "{File} has changed and cannot be used; what was read before stays in use: {Reason}")]
    static partial void NotRenewed(ILogger logger, string file, string reason);
}
