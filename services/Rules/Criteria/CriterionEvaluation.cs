namespace KosovoNato.Rules.Criteria;

/// <summary>How far a criterion is met on one day. What holds misses nothing: alternatives that it did not need are not listed.</summary>
/// <param name="Missing">What is not met: codes of states, or names of resources.</param>
/// <param name="Unknown">What is not known, in the same form.</param>
readonly record struct CriterionEvaluation(Truth Truth, int Met, int Total, IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown)
{
    /// <summary>One fact that holds, does not, or is not known.</summary>
    public static CriterionEvaluation Of(bool? holds, string what) => Count([(what, holds)], 1);

    /// <summary>One fact that nobody recorded.</summary>
    public static CriterionEvaluation NotKnown(string what, int total = 1) => new(Truth.Unknown, 0, total, [], [what]);

    /// <summary>So many of several that have to hold, each of which holds, does not, or is not known.</summary>
    /// <param name="wanted">How many have to hold; 0 means all of them.</param>
    public static CriterionEvaluation Count(IReadOnlyList<(string What, bool? Holds)> facts, int wanted)
    {
        int holding = facts.Count(fact => fact.Holds == true), unknown = facts.Count(fact => fact.Holds is null);
        var needed = wanted > 0 ? wanted : facts.Count;
        // Of nobody at all it cannot be said that all of them do.
        var truth = needed == 0 ? Truth.Unknown : TruthOf(holding, unknown, needed);
        return truth == Truth.True
            ? new(truth, needed, needed, [], [])
            : new(truth, holding, needed,
                [.. facts.Where(fact => fact.Holds == false).Select(fact => fact.What)],
                [.. facts.Where(fact => fact.Holds is null).Select(fact => fact.What)]);
    }

    /// <summary>So many of several criteria that have to hold. What each asks for is added up.</summary>
    public static CriterionEvaluation Together(IReadOnlyList<CriterionEvaluation> parts, int needed)
    {
        var truth = TruthOf(parts.Count(part => part.Truth == Truth.True), parts.Count(part => part.Truth == Truth.Unknown), needed);
        int met = parts.Sum(part => part.Met), total = parts.Sum(part => part.Total);
        return truth == Truth.True
            ? new(truth, met, total, [], [])
            : new(truth, met, total, [.. parts.SelectMany(part => part.Missing)], [.. parts.SelectMany(part => part.Unknown)]);
    }

    /// <summary>Counts as one: there is no sense in which a part of a negation is met.</summary>
    public CriterionEvaluation Negated() => Truth switch
    {
        Truth.True => new(Truth.False, 0, 1, [], []),
        Truth.False => new(Truth.True, 1, 1, [], []),
        _ => new(Truth.Unknown, 0, 1, [], Unknown),
    };

    static Truth TruthOf(int holding, int unknown, int needed) =>
        holding >= needed ? Truth.True : holding + unknown >= needed ? Truth.Unknown : Truth.False;
}
