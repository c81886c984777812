
namespace KosovoNato.Rules.Criteria;

/// <summary>
/// Evaluates criteria: a pure function of the facts and their day. Three-valued, because facts that are not recorded are never guessed.
/// </summary>
public static class CriterionEvaluator
{
    /// <summary>
    /// Evaluates a criterion on the day of the facts. If it is met, the result includes the day since which it has been met.
    /// </summary>
    public static CriterionResult Evaluate(Criterion criterion, FactBase facts)
    {
        var found = Find(criterion, facts.On(facts.Day));
        return new CriterionResult
        {
            Truth = found.Truth,
            MetCount = found.Met,
            TotalCount = found.Total,
            Missing = { Sorted(found.Missing) },
            Unknown = { Sorted(found.Unknown) },
            MetSince = found.Truth == Truth.True ? CriterionHistory.MetSince(criterion, facts) : "",
        };
    }

    /// <summary>
    /// Whether the criterion was met on an earlier day and is not met on the day of the facts, according to what is recorded now.
    /// </summary>
    public static bool WasMetBefore(Criterion criterion, FactBase facts) => CriterionHistory.WasMetBefore(criterion, facts);

    internal static CriterionEvaluation Find(Criterion criterion, FactBase facts) => criterion.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.All => Together(criterion.All.Criteria, criterion.All.Criteria.Count, facts),
        Criterion.ExpressionOneofCase.Any => Together(criterion.Any.Criteria, 1, facts),
        Criterion.ExpressionOneofCase.AtLeast => Together(criterion.AtLeast.Criteria, criterion.AtLeast.MinCount, facts),
        Criterion.ExpressionOneofCase.Negation => Find(criterion.Negation, facts).Negated(),
        Criterion.ExpressionOneofCase.Recognition => RecognitionConditionEvaluator.Find(criterion.Recognition, facts),
        Criterion.ExpressionOneofCase.Consensus => DecisionConditionEvaluator.Find(criterion.Consensus, facts),
        Criterion.ExpressionOneofCase.Position => DecisionConditionEvaluator.Find(criterion.Position, facts),
        Criterion.ExpressionOneofCase.Ratification => AccessionConditionEvaluator.Find(criterion.Ratification, facts),
        Criterion.ExpressionOneofCase.Milestone => AccessionConditionEvaluator.Find(criterion.Milestone, facts),
        Criterion.ExpressionOneofCase.Indicator => AccessionConditionEvaluator.Find(criterion.Indicator, facts),
        Criterion.ExpressionOneofCase.Agreement => AccessionConditionEvaluator.Find(criterion.Agreement, facts),
        Criterion.ExpressionOneofCase.Partnership => AccessionConditionEvaluator.Find(criterion.Partnership, facts),
        // A condition of a newer contract, read from the store after a rollback: it is kept, and its result is UNKNOWN.
        _ => CriterionEvaluation.NotKnown("criterion"),
    };

    static CriterionEvaluation Together(IEnumerable<Criterion> parts, int needed, FactBase facts) =>
        CriterionEvaluation.Together([.. parts.Select(part => Find(part, facts))], needed);

    static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
