using System.Collections.Frozen;

namespace KosovoNato.Rules.Validation;

/// <summary>Checks of the repeated fields of filters. The values of a field are alternatives; an empty field matches everything.</summary>
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
        Check(ids, violations, field, id => ResourceId.IsValid(id), $"must each be an ID of {ResourceId.Rule}");
        return Set(ids);
    }

    /// <summary>Checks names of resources of a collection.</summary>
    public static FrozenSet<string>? Names(
        string collection, IReadOnlyCollection<string> names, FieldViolations violations, string field)
    {
        Check(names, violations, field, name => NameChecks.IsValid(collection, name), $"must each be {NameChecks.Rule(collection)}");
        return Set(names);
    }

    /// <summary>Checks codes of states and names of organizations.</summary>
    public static FrozenSet<string>? StatesOrOrganizations(
        IReadOnlyCollection<string> parties, FieldViolations violations, string field)
    {
        Check(parties, violations, field, NameChecks.IsStateOrOrganization, $"must each be {NameChecks.StateOrOrganization}");
        return Set(parties.Select(StateCodes.Canonical));
    }

    public static FrozenSet<string>? UpperSnake(IReadOnlyCollection<string> words, FieldViolations violations, string field)
    {
        Check(words, violations, field, ValueChecks.IsUpperSnake, "must each be in upper snake case, for example GRANT_MAP");
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
