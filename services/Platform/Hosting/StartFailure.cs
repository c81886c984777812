using System.Net.Sockets;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Transport;
using KosovoNato.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace KosovoNato.Hosting;

/// <summary>A reason why a service does not run: an exit code of sysexits.h, and one sentence for the operator.</summary>
/// <param name="ExitCode">
/// 69 the store can lose acknowledged writes, 76 a port is taken or cannot be opened, 78 a setting, or a file that it names, is invalid.
/// </param>
sealed record StartFailure(int ExitCode, string Sentence)
{
    const int StoreRejected = 69;
    const int PortUnavailable = 76;
    const int InvalidSetting = 78;
    const string ConfigurationLibrary = "Microsoft.Extensions.Configuration";

    /// <summary>Returns null if the exception is a bug.</summary>
    public static StartFailure? Of(Exception e) => e switch
    {
        AggregateException several => several.InnerExceptions.Select(Of).FirstOrDefault(failure => failure is not null),
        SettingException => new(InvalidSetting, e.Message),
        OptionsValidationException invalid => new(InvalidSetting, string.Join(' ', invalid.Failures)),
        // A value of the wrong type, an unreadable settings file, or a malformed argument.
        InvalidOperationException or FormatException or IOException or InvalidDataException
            when e.Source?.StartsWith(ConfigurationLibrary, StringComparison.Ordinal) == true => new(InvalidSetting, e.Message),
        PortException => new(PortUnavailable, e.Message),
        // Another program took the port after it was checked.
        IOException { InnerException: AddressInUseException } or SocketException => new(PortUnavailable, e.Message),
        StoreNotDurableException => new(StoreRejected, e.Message),
        _ => null,
    };
}
