using System.Buffers;
using System.Collections.Frozen;

namespace KosovoNato.Rules.Validation;

/// <summary>Codes of states: ISO 3166-1 alpha-2, and for Kosovo, which ISO does not list, the user-assigned XK.</summary>
public static class StateCodes
{
    public const string Rule = "an ISO 3166-1 alpha-2 code in capitals, such as AL; XK for Kosovo";

    // Others write Kosovo in other ways. We understand them and never pass them on, so that one state has one code.
    static readonly FrozenSet<string> Kosovo = FrozenSet.Create("XKX", "XKS", "XKV", "UNK", "KV");
    static readonly SearchValues<string> KosovoAnywhere = SearchValues.Create([.. Kosovo], StringComparison.Ordinal);

    /// <summary>Says whether a text could have another spelling in it; almost none has, and they are spared the rest.</summary>
    public static bool HasOtherSpelling(string text) => text.AsSpan().ContainsAny(KosovoAnywhere);

    /// <summary>The one code under which the state is kept.</summary>
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
