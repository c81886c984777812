namespace KosovoNato.Testing;

/// <summary>Paths in the source tree, for tests of files that no build copies: seeds, contracts, manifests, scripts.</summary>
public static class RepositoryPaths
{
    /// <summary>The directory of the solution.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Returns a path inside the directory of the solution.</summary>
    public static string File(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "KosovoNato.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No KosovoNato.sln above {AppContext.BaseDirectory}.");
    }
}
