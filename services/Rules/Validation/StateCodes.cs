using System.Buffers;
using System.Collections.Frozen;

namespace KosovoNato.Rules.Validation;

/// <summary>Codes of states: ISO 3166-1 alpha-2, and the user-assigned XK for Kosovo, which ISO does not list.</summary>
public static class StateCodes
{
    public const string Rule = "an ISO 3166-1 alpha-2 code in capitals, for example AL; XK for Kosovo";

    // Other codes for Kosovo are accepted but never passed on, so that each state has exactly one code.
    static readonly FrozenSet<string> Kosovo = FrozenSet.Create("XKX", "XKS", "XKV", "UNK", "KV");
    static readonly SearchValues<string> KosovoAnywhere = SearchValues.Create([.. Kosovo], StringComparison.Ordinal);

    /// <summary>Whether a text may contain another code for Kosovo. Almost no text does, and then the full conversion is skipped.</summary>
    public static bool HasOtherSpelling(string text) => text.AsSpan().ContainsAny(KosovoAnywhere);

    /// <summary>The code under which the state is stored.</summary>
    public static string Canonical(string code) => Kosovo.Contains(code) ? "XK" : code;

    public static bool IsValid(string code)
    {
        var canonical = Canonical(code);
        return canonical.Length == 2 && char.IsAsciiLetterUpper(canonical[0]) && char.IsAsciiLetterUpper(canonical[1]);
    }

    public static void CheckOptional(string code, FieldViolations violations, string field)
    {
        if (code.Length > 0)
        {
            Check(code, violations, field);
        }
    }

    public static void Check(string code, FieldViolations violations, string field) =>
        violations.Require(IsValid(code), field, $"must be {Rule}");
}
