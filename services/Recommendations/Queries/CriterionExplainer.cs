using KosovoNato.Criteria.V1;
using KosovoNato.Explanations.V1;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Queries;

/// <summary>Explains a criterion down to its conditions. Recursive, because criteria have at most eight levels.</summary>
static class CriterionExplainer
{
    /// <param name="basesOf">The supporting facts of one condition.</param>
    public static CriterionExplanation Of(Criterion criterion, FactBase facts, Func<Criterion, IEnumerable<SupportingFact>> basesOf)
    {
        var (alone, parts) = Apart(criterion);
        return new()
        {
            Criterion = alone,
            Result = CriterionEvaluator.Evaluate(criterion, facts),
            Operands = { parts.Select(part => Of(part, facts, basesOf)) },
            SupportingFacts = { parts.Count == 0 ? basesOf(criterion) : [] },
        };
    }

    static (Criterion Alone, IReadOnlyList<Criterion> Parts) Apart(Criterion criterion) => criterion.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.All => (new() { All = new() }, criterion.All.Criteria),
        Criterion.ExpressionOneofCase.Any => (new() { Any = new() }, criterion.Any.Criteria),
        Criterion.ExpressionOneofCase.AtLeast =>
            (new() { AtLeast = new() { MinCount = criterion.AtLeast.MinCount } }, criterion.AtLeast.Criteria),
        Criterion.ExpressionOneofCase.Negation => (new() { Negation = new() }, [criterion.Negation]),
        _ => (criterion, []),
    };
}
