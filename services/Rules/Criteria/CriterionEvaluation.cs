namespace KosovoNato.Rules.Criteria;

/// <summary>
/// The result of evaluating a criterion on one day. A criterion that is TRUE lists nothing as missing, not even alternatives that it did
/// not need. The lists are made when they are read, because the history of a criterion needs only the truth of each day.
/// </summary>
/// <param name="Missing">The state codes or resource names of the entries that do not hold.</param>
/// <param name="Unknown">The state codes or resource names of the entries that are unknown.</param>
readonly record struct CriterionEvaluation(Truth Truth, int Met, int Total, IEnumerable<string> Missing, IEnumerable<string> Unknown)
{
    /// <summary>A single condition that holds, does not hold, or is unknown.</summary>
    public static CriterionEvaluation Of(bool? holds, string what) => Count([(what, holds)], 1);

    /// <summary>A single condition about something that is not recorded.</summary>
    public static CriterionEvaluation NotKnown(string what, int total = 1) => new(Truth.Unknown, 0, total, [], [what]);

    /// <summary>A number of entries that must hold, each of which holds, does not hold, or is unknown.</summary>
    /// <param name="wanted">How many entries must hold; 0 means all.</param>
    public static CriterionEvaluation Count(IReadOnlyList<(string What, bool? Holds)> facts, int wanted) => Count(
        facts.Count, facts.Count(fact => fact.Holds == true), facts.Count(fact => fact.Holds is null), facts, wanted);

    /// <summary>A number of entries that must hold and were counted before.</summary>
    /// <param name="facts">The entries, which are listed only if they are needed.</param>
    /// <param name="wanted">How many entries must hold; 0 means all.</param>
    public static CriterionEvaluation Count(
        int total, int holding, int unknown, IEnumerable<(string What, bool? Holds)> facts, int wanted)
    {
        var needed = wanted > 0 ? wanted : total;
        // Without entries, "all of them" is UNKNOWN.
        var truth = needed == 0 ? Truth.Unknown : TruthOf(holding, unknown, needed);
        return truth == Truth.True
            ? new(truth, needed, needed, [], [])
            : new(truth, holding, needed,
                facts.Where(fact => fact.Holds == false).Select(fact => fact.What),
                facts.Where(fact => fact.Holds is null).Select(fact => fact.What));
    }

    /// <summary>A number of criteria that must hold. Their counts are added up.</summary>
    public static CriterionEvaluation Together(IReadOnlyList<CriterionEvaluation> parts, int needed)
    {
        var truth = TruthOf(parts.Count(part => part.Truth == Truth.True), parts.Count(part => part.Truth == Truth.Unknown), needed);
        int met = parts.Sum(part => part.Met), total = parts.Sum(part => part.Total);
        return truth == Truth.True
            ? new(truth, met, total, [], [])
            : new(truth, met, total, parts.SelectMany(part => part.Missing), parts.SelectMany(part => part.Unknown));
    }

    /// <summary>Counts as one entry, because a negation cannot be partly met.</summary>
    public CriterionEvaluation Negated() => Truth switch
    {
        Truth.True => new(Truth.False, 0, 1, [], []),
        Truth.False => new(Truth.True, 1, 1, [], []),
        _ => new(Truth.Unknown, 0, 1, [], Unknown),
    };

    static Truth TruthOf(int holding, int unknown, int needed) =>
        holding >= needed ? Truth.True : holding + unknown >= needed ? Truth.Unknown : Truth.False;
}
