namespace KosovoNato.Rules;

/// <summary>Ids made of two codes, as those of partnerships: XK-DE.</summary>
static class StatePairs
{
    public const string Rule = "two codes of states, such as XK-DE";

    public static bool IsValid(string pair) =>
        pair.Split('-') is [var one, var other] && StateCodes.IsValid(one) && StateCodes.IsValid(other);

    public static string Canonical(string pair) =>
        pair.Split('-') is [var one, var other] ? $"{StateCodes.Canonical(one)}-{StateCodes.Canonical(other)}" : pair;
}
