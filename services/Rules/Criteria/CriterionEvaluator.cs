namespace KosovoNato.Rules.Criteria;

/// <summary>
/// Says how far a criterion is met. A pure function of the facts and their day: three-valued, because what nobody recorded is not
/// guessed.
/// </summary>
public static class CriterionEvaluator
{
    /// <summary>How far it is met on the day of the facts, and if it is, since when without a break.</summary>
    public static Standing Evaluate(Criterion criterion, Facts facts)
    {
        var found = Find(criterion, facts);
        return new Standing
        {
            Truth = found.Truth,
            Met = found.Met,
            Total = found.Total,
            Missing = { Sorted(found.Missing) },
            Unknown = { Sorted(found.Unknown) },
            MetSince = found.Truth == Truth.True ? CriterionHistory.MetSince(criterion, facts) : "",
        };
    }

    /// <summary>Whether it was met on a day before that of the facts and is not on it, as the facts are known now.</summary>
    public static bool WasMetBefore(Criterion criterion, Facts facts) => CriterionHistory.WasMetBefore(criterion, facts);

    internal static Finding Find(Criterion criterion, Facts facts) => criterion.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.All => All(Parts(criterion.All.Of, facts)),
        Criterion.ExpressionOneofCase.Any => AtLeast(Parts(criterion.Any.Of, facts), 1),
        Criterion.ExpressionOneofCase.AtLeast => AtLeast(Parts(criterion.AtLeast.Of, facts), criterion.AtLeast.Count),
        Criterion.ExpressionOneofCase.Negation => Not(Find(criterion.Negation, facts)),
        Criterion.ExpressionOneofCase.Recognition => RecognitionFacts.Find(criterion.Recognition, facts),
        Criterion.ExpressionOneofCase.Consensus => DecisionFacts.Find(criterion.Consensus, facts),
        Criterion.ExpressionOneofCase.Position => DecisionFacts.Find(criterion.Position, facts),
        Criterion.ExpressionOneofCase.Ratification => RoadFacts.Find(criterion.Ratification, facts),
        Criterion.ExpressionOneofCase.Milestone => RoadFacts.Find(criterion.Milestone, facts),
        Criterion.ExpressionOneofCase.Indicator => RoadFacts.Find(criterion.Indicator, facts),
        Criterion.ExpressionOneofCase.Agreement => RoadFacts.Find(criterion.Agreement, facts),
        Criterion.ExpressionOneofCase.Partnership => RoadFacts.Find(criterion.Partnership, facts),
        // A fact of a newer contract, read from the store after a step back: it is kept, and nothing is said about it.
        _ => Finding.NotKnown("criterion"),
    };

    static List<Finding> Parts(IEnumerable<Criterion> parts, Facts facts) => [.. parts.Select(part => Find(part, facts))];

    static Finding All(List<Finding> parts) => Finding.Together(parts,
        parts.Exists(part => part.Truth == Truth.False) ? Truth.False
        : parts.Exists(part => part.Truth == Truth.Unknown) ? Truth.Unknown
        : Truth.True);

    static Finding AtLeast(List<Finding> parts, int count)
    {
        var holding = parts.Count(part => part.Truth == Truth.True);
        var possible = holding + parts.Count(part => part.Truth == Truth.Unknown);
        return Finding.Together(parts, holding >= count ? Truth.True : possible >= count ? Truth.Unknown : Truth.False);
    }

    /// <summary>Counts as one: there is no sense in which a part of a negation is met.</summary>
    static Finding Not(Finding of) => of.Truth switch
    {
        Truth.True => new(Truth.False, 0, 1, [], []),
        Truth.False => new(Truth.True, 1, 1, [], []),
        _ => new(Truth.Unknown, 0, 1, [], of.Unknown),
    };

    static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
