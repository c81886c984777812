namespace KosovoNato.Benchmarks.Processes;

/// <summary>The folders of the benchmark. The work folder is beside the build output, on the same disk as the sources.</summary>
static class Folders
{
    static readonly string Output = AppContext.BaseDirectory.TrimEnd('/');

    /// <summary>A service as built with this program, in the same configuration.</summary>
    /// <param name="project">The name of its project.</param>
    public static string Service(string project) =>
        Path.GetFullPath(Path.Combine(Output, "../..", project, Path.GetFileName(Output), $"KosovoNato.{project}.dll"));

    public static string Seeds { get; } = Path.GetFullPath(Path.Combine(Output, "../../../../seeds"));

    /// <summary>The picture that the measurement of growth draws.</summary>
    public static string GrowthChart { get; } = Path.GetFullPath(Path.Combine(Output, "../../../../tests/Benchmarks/growth.svg"));

    /// <summary>An empty folder for the servers' files of this run.</summary>
    public static string NewWork()
    {
        var folder = Path.GetFullPath(
            Path.Combine(Output, "../../../benchmarks", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Directory.CreateDirectory(folder);
        return folder;
    }
}
