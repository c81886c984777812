namespace KosovoNato.Testing;

/// <summary>
/// The number of rounds of a test. <c>tests/run.sh</c> sets TEST_ALL=yes for <c>--all</c>; HEAVY=1 is for long campaigns. A test that only
/// belongs to <c>--all</c> is explicit instead: <c>[Fact(Explicit = true)]</c>.
/// </summary>
public static class StressMode
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("HEAVY") == "1";

    static bool IsAll { get; } = IsOn || Environment.GetEnvironmentVariable("TEST_ALL") == "yes";

    /// <summary>Returns the number of rounds: <paramref name="ordinary"/> in each run, <paramref name="heavy"/> in a heavy run.</summary>
    public static int Rounds(int ordinary, int heavy) => Rounds(ordinary, ordinary, heavy);

    /// <summary>Returns the number of rounds: by default, with <c>--all</c>, and in a heavy run.</summary>
    public static int Rounds(int ordinary, int all, int heavy) => IsOn ? heavy : IsAll ? all : ordinary;
}
