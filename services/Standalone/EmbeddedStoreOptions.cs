using System.Reflection;
using System.Text.RegularExpressions;

namespace KosovoNato.Standalone;

/// <summary>Settings of the embedded store. Wrong ones stop the start.</summary>
public sealed partial record EmbeddedStoreOptions
{
    /// <summary>Required. The folder that keeps the data between runs; it is made if it does not exist. One store at a time.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Default 0, range 0-65535. The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Default 256m, range 64m-1024g. The memory for keys before old ones spill to disk; the hash in use stays whole
    /// in memory, so a log larger than this makes the server larger too.
    /// </summary>
    public string Memory { get; init; } = "256m";

    /// <summary>
    /// Default 30 s, range 1 s-1 h. The time for checking and loading the data (about 200 MB a second) until the store answers.
    /// </summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Default: where restoring the packages puts it. The server's program, GarnetServer.dll.</summary>
    public string ServerPath { get; init; } = RestoredServerPath;

    static string RestoredServerPath { get; } = typeof(EmbeddedStoreOptions).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "GarnetServerPath").Value!;

    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(DataDirectory))
            throw EmbeddedStoreException.WrongSetting("DataDirectory is empty: name the folder that keeps the data.");
        if (Port is < 0 or > ushort.MaxValue)
            throw EmbeddedStoreException.WrongSetting($"Port {Port} does not exist: choose 0 (any free port) to 65535.");
        if (MemorySize().Match(Memory ?? "") is not { Success: true } size || Megabytes(size) is < 64 or > 1024 * 1024)
            throw EmbeddedStoreException.WrongSetting($"Memory \"{Memory}\" is not a size from 64m to 1024g: write it like 256m or 2g.");
        if (StartTimeout < TimeSpan.FromSeconds(1) || StartTimeout > TimeSpan.FromHours(1))
            throw EmbeddedStoreException.WrongSetting($"StartTimeout {StartTimeout} is not between one second and one hour.");
    }

    static long Megabytes(Match size) => long.Parse(size.Groups[1].ValueSpan) * (size.Groups[2].ValueSpan is "g" ? 1024 : 1);

    [GeneratedRegex("^([1-9][0-9]{0,6})([mg])$")]
    private static partial Regex MemorySize();
}
