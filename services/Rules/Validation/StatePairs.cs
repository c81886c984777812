namespace KosovoNato.Rules.Validation;

/// <summary>Ids made of two codes, as those of recognitions and partnerships: XK-DE.</summary>
public static class StatePairs
{
    public const string Rule = "two codes of states, such as XK-DE";

    public static bool IsValid(string pair) =>
        Parse(pair) is var (first, second) && StateCodes.IsValid(first) && StateCodes.IsValid(second);

    public static string Canonical(string pair) =>
        Parse(pair) is var (first, second) ? $"{first}-{second}" : pair;

    /// <summary>The two codes as they are kept; none if the id has not two parts.</summary>
    public static (string First, string Second)? Parse(string pair) =>
        pair.Split('-') is [var first, var second] ? (StateCodes.Canonical(first), StateCodes.Canonical(second)) : null;
}
