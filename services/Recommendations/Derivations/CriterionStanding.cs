using KosovoNato.Criteria.V1;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Derivations;

/// <summary>The result of a criterion, which many recommendations may share.</summary>
/// <param name="Result">It must not be changed.</param>
/// <param name="HasRegressed">
/// Whether it is not met and was met before. Only a criterion that is FALSE has regressed; an UNKNOWN criterion may still be met.
/// </param>
sealed record CriterionStanding(CriterionResult Result, bool HasRegressed)
{
    public static CriterionStanding Of(Criterion criterion, FactBase facts)
    {
        var result = CriterionEvaluator.Evaluate(criterion, facts);
        return new(result, result.Truth == Truth.False && CriterionEvaluator.WasMetBefore(criterion, facts));
    }
}
