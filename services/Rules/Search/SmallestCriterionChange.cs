using KosovoNato.Rules.Criteria;

namespace KosovoNato.Rules.Search;

/// <summary>The fewest facts that would have to change for a criterion to be met.</summary>
public static class SmallestCriterionChange
{
    /// <summary>
    /// Returns one smallest set of assumptions that make the criterion TRUE, always the same for the same facts. A fact counts once, even
    /// if it matters in several places. Empty if the criterion is TRUE, if no facts make it TRUE, or if there are too many smaller sets to
    /// try: a larger set than needed is never returned. Changes that make the criterion of a standing condition TRUE achieve the condition.
    /// </summary>
    public static IReadOnlyList<Assumption> Of(Criterion criterion, FactBase facts)
    {
        if (CriterionEvaluator.Find(criterion, facts).Truth == Truth.True)
        {
            return [];
        }

        var needs = new GoalBuilder(criterion, facts);
        var root = GoalPruner.Of(needs.Of(criterion, holds: true));
        return new SmallestChangeSearch(root, needs.Variables.Count).Find();
    }
}
