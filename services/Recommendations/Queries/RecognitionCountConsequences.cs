using KosovoNato.Recognitions.V1;
using KosovoNato.Rules.Facts;

namespace KosovoNato.Recommendations.Queries;

/// <summary>Finds the organizations in which assumptions change the number of members that recognize Kosovo.</summary>
static class RecognitionCountConsequences
{
    public static IEnumerable<PageEntry<Consequence>> Of(RecommendationScenario world) =>
        from organization in world.Tree.Facts.Resources.List<Organization>()
        let consequence = new RecognitionCountConsequence
        {
            Organization = organization.Name,
            WithAssumptions = CountOf(organization, world),
            WithoutAssumptions = CountOf(organization, world.Baseline!),
        }
        where !Equals(consequence.WithAssumptions, consequence.WithoutAssumptions)
        select new PageEntry<Consequence>($"counts/{organization.Name}", () => new() { RecognitionCount = consequence });

    /// <summary>The count by the default rule; null if the rule is not recorded.</summary>
    static RecognitionCount? CountOf(Organization organization, RecommendationScenario world)
    {
        var facts = world.Tree.Facts;
        if (facts.Rule("") is not { } rule)
        {
            return null;
        }

        var tally = RecognitionTally.OfMembers(rule, world.Day, DefaultSubject.Default, organization.Name, facts.Resources);
        return new()
        {
            RecognizingCount = tally.Recognizing.Count,
            TotalCount = tally.Recognizing.Count + tally.Missing.Count,
        };
    }
}
