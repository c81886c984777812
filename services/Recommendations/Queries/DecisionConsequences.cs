using KosovoNato.Assumptions.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;

namespace KosovoNato.Recommendations.Queries;

/// <summary>Finds the decisions of organizations whose assessment changes under assumptions.</summary>
static class DecisionConsequences
{
    // Sorts before every character of a name, so that the entries are ordered by organization, then by decision, then by subject.
    const char Separator = '!';

    public static IEnumerable<PageEntry<Consequence>> Of(RecommendationScenario world, IReadOnlyList<Assumption> assumptions)
    {
        var (with, without) = (world.Tree.Facts, world.Baseline!.Tree.Facts);
        var subjects = SubjectsOf(assumptions);
        return
            from organization in with.Resources.List<Organization>()
            from decision in organization.DecisionRules.Select(rule => rule.Decision).Distinct().Order(StringComparer.Ordinal)
            from subject in subjects
            let consequence = new DecisionConsequence
            {
                Organization = organization.Name,
                Decision = decision,
                Subject = subject,
                WithAssumptions = VerdictOn(organization.Name, decision, subject, with),
                WithoutAssumptions = VerdictOn(organization.Name, decision, subject, without),
            }
            where !Equals(consequence.WithAssumptions, consequence.WithoutAssumptions)
            select new PageEntry<Consequence>(
                $"decisions/{organization.Name}{Separator}{decision}{Separator}{subject}", () => new() { Decision = consequence });
    }

    /// <summary>The default subject and those of assumed positions and outcomes, sorted.</summary>
    static SortedSet<string> SubjectsOf(IReadOnlyList<Assumption> assumptions) => new(
        assumptions
            .Select(assumed => assumed.Position?.Subject ?? assumed.Outcome?.Subject ?? "")
            .Append("")
            .Select(DefaultSubject.OrDefault),
        StringComparer.Ordinal);

    /// <summary>The verdict; null if the decision has no rule of a known kind.</summary>
    static DecisionVerdict? VerdictOn(string organization, string decision, string subject, FactBase facts) =>
        DecisionCalculator.Assess(facts, organization, decision, subject) is { } assessment ? DecisionVerdicts.Of(assessment) : null;
}
