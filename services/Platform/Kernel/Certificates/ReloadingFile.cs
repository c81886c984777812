using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Kernel.Certificates;

/// <summary>
/// A value from files that can change while the service runs. Each use checks the files, at most every five seconds, and by content:
/// mounted secrets are links whose timestamps are meaningless. A file that is unreadable or only partly written leaves the value unchanged.
/// </summary>
/// <param name="setting">The name of the settings that name the files.</param>
/// <param name="read">Reads the files and validates their content.</param>
sealed partial class ReloadingFile<T>(string setting, Func<T> read, TimeProvider timeProvider, ILogger logger, params string[] files)
    where T : class
{
    static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);

    readonly Lock gate = new();
    // The hash comes before the value, so that a change in between is read again and not missed. An error here stops the start.
    string content = SettingFile.Read(setting, () => ContentOf(files));
    T value = SettingFile.Read(setting, read);
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
        catch (Exception fault) when (SettingFile.IsUnusable(fault))
        {
            refused = now;
            NotRenewed(logger, files[0], fault.Message);
        }
    }

    static string ContentOf(string[] files) =>
        string.Concat(files.Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))));

    [LoggerMessage(EventName = "file.reloaded", Level = LogLevel.Information, Message = "{File} has changed; its new content is in use.")]
    static partial void Renewed(ILogger logger, string file);

    [LoggerMessage(EventName = "file.reload_failed", Level = LogLevel.Error,
        Message = "{File} has changed but cannot be used; its earlier content stays in use: {Reason}")]
    static partial void NotRenewed(ILogger logger, string file, string reason);
}
