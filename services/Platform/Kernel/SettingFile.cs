using System.Security.Cryptography;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Kernel;

/// <summary>Reads the files that settings name.</summary>
static class SettingFile
{
    /// <param name="setting">The name of the setting, for example "Listen:Tls:CertificateFile".</param>
    /// <param name="read">Reads the file and validates its content.</param>
    /// <exception cref="SettingException">The file is missing, unreadable or invalid.</exception>
    public static T Read<T>(string setting, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (IsUnusable(fault))
        {
            throw new SettingException($"{setting} cannot be used: {fault.Message.TrimEnd('.')}. Correct the setting or the file.", fault);
        }
    }

    /// <summary>Whether an exception means that a file cannot be read, or that its content is invalid.</summary>
    public static bool IsUnusable(Exception fault) => fault is IOException or UnauthorizedAccessException or InvalidDataException
        or CryptographicException or ArgumentException;
}
