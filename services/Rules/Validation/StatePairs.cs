namespace KosovoNato.Rules.Validation;

/// <summary>IDs made of two codes, as in recognitions and partnerships: XK-DE.</summary>
public static class StatePairs
{
    public const string Rule = "two codes of states, for example XK-DE";

    public static bool IsValid(string pair) =>
        Parse(pair) is var (first, second) && StateCodes.IsValid(first) && StateCodes.IsValid(second);

    public static string Canonical(string pair) =>
        Parse(pair) is var (first, second) ? $"{first}-{second}" : pair;

    /// <summary>The two canonical codes; null if the ID does not have two parts.</summary>
    public static (string First, string Second)? Parse(string pair) =>
        pair.Split('-') is [var first, var second] ? (StateCodes.Canonical(first), StateCodes.Canonical(second)) : null;
}
