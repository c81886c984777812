namespace KosovoNato.Rules;

/// <summary>Ids made of two codes, as those of partnerships: XK-DE.</summary>
static class Pairs
{
    public const string Rule = "two codes of states, such as XK-DE";

    public static bool IsValid(string pair) =>
        pair.Split('-') is [var one, var other] && Codes.IsValid(one) && Codes.IsValid(other);

    public static string Canonical(string pair) =>
        pair.Split('-') is [var one, var other] ? $"{Codes.Canonical(one)}-{Codes.Canonical(other)}" : pair;
}
