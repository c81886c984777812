using System.Collections.Frozen;

namespace KosovoNato.Rules.Validation;

/// <summary>
/// The conditions of a filter, which must all hold. The values of a repeated field are alternatives; an empty field matches everything.
/// </summary>
public sealed class FilterConditions<T>(FieldViolations violations)
{
    readonly List<Func<T, bool>> conditions = [];

    /// <summary>Whether a resource meets all conditions; null if there are no conditions.</summary>
    public Func<T, bool>? Matches
    {
        get
        {
            Func<T, bool>[] all = [.. conditions];
            return all.Length == 0 ? null : all.Length == 1 ? all[0] : resource => Array.TrueForAll(all, condition => condition(resource));
        }
    }

    public FilterConditions<T> Codes(IReadOnlyCollection<string> codes, string field, Func<T, string> of) =>
        OneOf(FilterChecks.Codes(codes, violations, field), of);

    public FilterConditions<T> Ids(IReadOnlyCollection<string> ids, string field, Func<T, string> of) =>
        OneOf(FilterChecks.Ids(ids, violations, field), of);

    public FilterConditions<T> Ids(IReadOnlyCollection<string> ids, string field, Func<T, IEnumerable<string>> of) =>
        AnyOf(FilterChecks.Ids(ids, violations, field), of);

    public FilterConditions<T> Names(string collection, IReadOnlyCollection<string> names, string field, Func<T, string> of) =>
        OneOf(FilterChecks.Names(collection, names, violations, field), of);

    public FilterConditions<T> Names(
        string collection, IReadOnlyCollection<string> names, string field, Func<T, IEnumerable<string>> of) =>
        AnyOf(FilterChecks.Names(collection, names, violations, field), of);

    public FilterConditions<T> StatesOrOrganizations(IReadOnlyCollection<string> parties, string field, Func<T, IEnumerable<string>> of) =>
        AnyOf(FilterChecks.StatesOrOrganizations(parties, violations, field), of);

    public FilterConditions<T> UpperSnake(IReadOnlyCollection<string> words, string field, Func<T, string> of) =>
        OneOf(FilterChecks.UpperSnake(words, violations, field), of);

    public FilterConditions<T> Listed<TEnum>(IReadOnlyCollection<TEnum> values, string field, Func<T, TEnum> of)
        where TEnum : struct, Enum =>
        OneOf(FilterChecks.Listed(values, violations, field), of);

    public FilterConditions<T> Listed<TEnum>(IReadOnlyCollection<TEnum> values, string field, Func<T, IEnumerable<TEnum>> of)
        where TEnum : struct, Enum =>
        AnyOf(FilterChecks.Listed(values, violations, field), of);

    /// <param name="matches">Whether a resource matches one of the values.</param>
    public FilterConditions<T> Listed<TEnum>(IReadOnlyCollection<TEnum> values, string field, Func<T, FrozenSet<TEnum>, bool> matches)
        where TEnum : struct, Enum =>
        FilterChecks.Listed(values, violations, field) is { } set ? Where(resource => matches(resource, set)) : this;

    /// <param name="wanted">The value of an optional field; null if it is unset.</param>
    public FilterConditions<T> Flag(bool? wanted, Func<T, bool> of) =>
        wanted is { } value ? Where(resource => of(resource) == value) : this;

    public FilterConditions<T> Where(Func<T, bool> condition)
    {
        conditions.Add(condition);
        return this;
    }

    FilterConditions<T> OneOf<TValue>(FrozenSet<TValue>? set, Func<T, TValue> of) =>
        set is null ? this : Where(resource => set.Contains(of(resource)));

    FilterConditions<T> AnyOf<TValue>(FrozenSet<TValue>? set, Func<T, IEnumerable<TValue>> of) =>
        set is null ? this : Where(resource => of(resource).Any(set.Contains));
}
