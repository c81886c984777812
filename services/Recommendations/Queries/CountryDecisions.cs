using KosovoNato.Recognitions.V1;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Transitions;

namespace KosovoNato.Recommendations.Queries;

/// <summary>Finds the open decisions about Kosovo in which a state is an elector.</summary>
static class CountryDecisions
{
    const string Subject = DefaultSubject.Default;

    /// <param name="code">The code of the state.</param>
    public static IEnumerable<CountryDecision> Of(string code, RecommendationScenario world)
    {
        var facts = world.Tree.Facts;
        return
            from organization in facts.Resources.List<Organization>()
            from decision in organization.DecisionRules.Select(rule => rule.Decision).Distinct().Order(StringComparer.Ordinal)
            where facts.Question(organization.Name, decision, Subject) is not { } question || QuestionTransitions.IsOpen(question.Status)
            let assessment = DecisionCalculator.Assess(facts, organization.Name, decision, Subject)
            where assessment is not null
            let stances = assessment.Stances.Where(stance => stance.State == code).ToArray()
            where stances.Length > 0
            select Of(assessment, organization, stances, world);
    }

    /// <param name="stances">The stance of the state.</param>
    static CountryDecision Of(
        DecisionAssessment assessment, Organization organization, MemberStance[] stances, RecommendationScenario world)
    {
        // A question that exists only as an assumption has no revision.
        var question = assessment.Question is { } asked && world.Provenance.RevisionOf(asked.Name) > 0 ? asked : null;
        return new()
        {
            Organization = organization.Name,
            Decision = assessment.Rule.Decision,
            Question = question?.Name ?? "",
            QuestionStatus = question?.Status ?? QuestionStatus.Unspecified,
            Stance = AssessedStanceMapper.Of(assessment with { Stances = stances }, organization, Subject, world.IsAssumed).Single(),
            Verdict = DecisionVerdicts.Of(assessment),
            BlockingRole = RoleOf(stances[0].State, assessment),
            SupportingFacts = { world.Bases.Of(assessment, organization, Subject, stances) },
        };
    }

    static BlockingRole RoleOf(string code, DecisionAssessment assessment) =>
        assessment.Verdict != Verdict.Blocked || assessment.BlockingMembers.All(member => member.State != code) ? BlockingRole.None
        : assessment.BlockingMembers.Count == 1 ? BlockingRole.Alone
        : BlockingRole.Together;
}
