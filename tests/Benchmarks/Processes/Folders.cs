namespace KosovoNato.Benchmarks.Processes;

/// <summary>Where things are. The work folder is beside the build output, on the same disk as the sources.</summary>
static class Folders
{
    static readonly string Output = AppContext.BaseDirectory.TrimEnd('/');

    /// <summary>The service as built with this program, in the same configuration.</summary>
    public static string Service { get; } =
        Path.GetFullPath(Path.Combine(Output, "../../Recognitions", Path.GetFileName(Output), "KosovoNato.Recognitions.dll"));

    /// <summary>An empty folder for the servers' files of this run.</summary>
    public static string NewWork()
    {
        var folder = Path.GetFullPath(Path.Combine(Output, "../../../benchmarks", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Directory.CreateDirectory(folder);
        return folder;
    }
}
