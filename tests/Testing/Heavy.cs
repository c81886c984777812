namespace KosovoNato.Testing;

/// <summary>Long rounds: the same tests with more repetitions, for a nightly run. HEAVY=1 turns them on.</summary>
public static class Heavy
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("HEAVY") == "1";

    /// <summary>How many rounds to run: <paramref name="ordinary"/> in each build, <paramref name="heavy"/> in a heavy one.</summary>
    public static int Rounds(int ordinary, int heavy) => IsOn ? heavy : ordinary;
}
