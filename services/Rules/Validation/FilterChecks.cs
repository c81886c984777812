using System.Collections.Frozen;

namespace KosovoNato.Rules.Validation;

/// <summary>The repeated fields of filters: their values are alternatives, none at all matches everything.</summary>
public static class FilterChecks
{
    const int MaxValues = 300;

    public static FrozenSet<string>? Codes(IReadOnlyCollection<string> codes, FieldViolations violations, string field)
    {
        Check(codes, violations, field, StateCodes.IsValid, $"must each be {StateCodes.Rule}");
        return Set(codes.Select(StateCodes.Canonical));
    }

    public static FrozenSet<string>? Ids(IReadOnlyCollection<string> ids, FieldViolations violations, string field)
    {
        Check(ids, violations, field, id => ResourceId.IsValid(id), $"must each be an id of {ResourceId.Rule}");
        return Set(ids);
    }

    public static FrozenSet<string>? UpperSnake(IReadOnlyCollection<string> words, FieldViolations violations, string field)
    {
        Check(words, violations, field, ValueChecks.IsUpperSnake, "must each be in upper snake case, such as GRANT_MAP");
        return Set(words);
    }

    public static FrozenSet<TEnum>? Listed<TEnum>(IReadOnlyCollection<TEnum> values, FieldViolations violations, string field)
        where TEnum : struct, Enum
    {
        Check(values, violations, field, ValueChecks.IsListed, $"must each be one of {string.Join(", ", EnumNames.All<TEnum>())}");
        return Set(values);
    }

    static void Check<T>(IReadOnlyCollection<T> values, FieldViolations violations, string field, Func<T, bool> isValid, string description)
    {
        ValueChecks.CheckCount(values.Count, MaxValues, violations, field);
        violations.Require(values.All(isValid), field, description);
    }

    static FrozenSet<T>? Set<T>(IEnumerable<T> values) => values.ToFrozenSet() is { Count: > 0 } set ? set : null;
}
