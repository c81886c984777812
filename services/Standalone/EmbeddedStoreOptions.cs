using System.Reflection;
using System.Text.RegularExpressions;

namespace KosovoNato.Standalone;

/// <summary>The settings of the embedded store. Invalid settings stop the start.</summary>
public sealed partial record EmbeddedStoreOptions
{
    /// <summary>
    /// The directory that keeps the data between runs. It is created if it does not exist. Only one store can use it at a time. Required.
    /// </summary>
    public required string DataDirectory { get; init; }

    /// <summary>The port on 127.0.0.1, 0 to 65535; 0 for a free port. Default 0.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The memory for keys before old keys spill to disk, 64m to 1024g. Default 256m. A hash in use stays in memory as a whole, so a log
    /// larger than this makes the server larger as well.
    /// </summary>
    public string Memory { get; init; } = "256m";

    /// <summary>
    /// The time limit for verifying and loading the data (about 200 MB per second) until the store responds, 1 s to 1 h. Default 30 s.
    /// </summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The path of the server's program, GarnetServer.dll. Default: where the package restore puts it.</summary>
    public string ServerPath { get; init; } = RestoredServerPath;

    static string RestoredServerPath { get; } = typeof(EmbeddedStoreOptions).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "GarnetServerPath").Value!;

    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(DataDirectory))
            throw EmbeddedStoreException.WrongSetting("DataDirectory must not be empty.");
        if (Port is < 0 or > ushort.MaxValue)
            throw EmbeddedStoreException.WrongSetting($"Port must be 0 (a free port) to 65535, not {Port}.");
        if (MemorySize().Match(Memory ?? "") is not { Success: true } size || Megabytes(size) is < 64 or > 1024 * 1024)
            throw EmbeddedStoreException.WrongSetting($"Memory must be 64m to 1024g, for example 256m or 2g, not \"{Memory}\".");
        if (StartTimeout < TimeSpan.FromSeconds(1) || StartTimeout > TimeSpan.FromHours(1))
            throw EmbeddedStoreException.WrongSetting($"StartTimeout must be 1 s to 1 h, not {StartTimeout}.");
    }

    static long Megabytes(Match size) => long.Parse(size.Groups[1].ValueSpan) * (size.Groups[2].ValueSpan is "g" ? 1024 : 1);

    [GeneratedRegex("^([1-9][0-9]{0,6})([mg])$")]
    private static partial Regex MemorySize();
}
