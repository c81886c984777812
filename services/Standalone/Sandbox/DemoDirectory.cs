namespace KosovoNato.Standalone.Sandbox;

/// <summary>Keeps made-up facts and recorded facts apart: a data directory is for one of them.</summary>
static class DemoDirectory
{
    const string Marker = "demo";

    /// <exception cref="StandaloneException">The directory is for the other kind of facts.</exception>
    public static void Check(string directory, bool isDemo)
    {
        var marker = Path.Combine(directory, Marker);
        if (!isDemo)
        {
            if (File.Exists(marker))
            {
                throw StandaloneException.WrongArgument($"{directory} has made-up facts of a demo. Add --demo, or choose another --data.");
            }

            return;
        }

        if (!File.Exists(marker) && Directory.Exists(Path.Combine(directory, "AOF")))
        {
            throw StandaloneException.WrongArgument(
                $"{directory} has recorded facts, to which a demo must not add made-up ones. Choose another --data, or omit it.");
        }
    }

    /// <summary>Marks the directory of a demo, after the store has locked it.</summary>
    public static void Mark(string directory)
    {
        try
        {
            File.WriteAllText(Path.Combine(directory, Marker), "The facts in this directory include made-up ones. See --demo.\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StandaloneException.DemoNotMarked(directory, failure);
        }
    }
}
