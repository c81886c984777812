using KosovoNato.Criteria.V1;
using KosovoNato.Explanations.V1;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Queries;

/// <summary>Explains a criterion down to its conditions. Recursive, because criteria have at most eight levels.</summary>
static class CriterionExplainer
{
    /// <param name="basesOf">The supporting facts of one condition.</param>
    public static ExplainedCriterion Of(Criterion criterion, FactBase facts, Func<Criterion, IEnumerable<Basis>> basesOf)
    {
        var (alone, parts) = Apart(criterion);
        return new()
        {
            Criterion = alone,
            Standing = CriterionEvaluator.Evaluate(criterion, facts),
            Parts = { parts.Select(part => Of(part, facts, basesOf)) },
            Bases = { parts.Count == 0 ? basesOf(criterion) : [] },
        };
    }

    static (Criterion Alone, IReadOnlyList<Criterion> Parts) Apart(Criterion criterion) => criterion.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.All => (new() { All = new() }, criterion.All.Of),
        Criterion.ExpressionOneofCase.Any => (new() { Any = new() }, criterion.Any.Of),
        Criterion.ExpressionOneofCase.AtLeast => (new() { AtLeast = new() { Count = criterion.AtLeast.Count } }, criterion.AtLeast.Of),
        Criterion.ExpressionOneofCase.Negation => (new() { Negation = new() }, [criterion.Negation]),
        _ => (criterion, []),
    };
}
