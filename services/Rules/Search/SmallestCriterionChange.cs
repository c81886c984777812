using KosovoNato.Rules.Criteria;

namespace KosovoNato.Rules.Search;

/// <summary>What the fewest facts are that would have to become so for a criterion to be met.</summary>
public static class SmallestCriterionChange
{
    /// <summary>
    /// One smallest set of assumptions that make the criterion TRUE, in an order that does not depend on chance. A fact counts
    /// once, in however many places it matters. None if it is TRUE, if no facts make it so, or if there are too many sets to
    /// look at all that are smaller: a larger set than needed is never given.
    /// </summary>
    /// <param name="conditionsFollow">Whether standing conditions follow from their criteria in these resources: then it also
    /// counts for a milestone what makes its criterion TRUE.</param>
    public static IReadOnlyList<Assumption> Of(Criterion criterion, FactBase facts, bool conditionsFollow = false)
    {
        if (CriterionEvaluator.Find(criterion, facts).Truth == Truth.True)
        {
            return [];
        }

        var needs = new GoalBuilder(criterion, facts, conditionsFollow);
        var root = GoalPruner.Of(needs.Of(criterion, holds: true));
        return new SmallestChangeSearch(root, needs.Variables.Count).Find();
    }
}
