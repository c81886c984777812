using KosovoNato.Rules.Decisions;

namespace KosovoNato.Rules.Criteria;

/// <summary>Whether an organization would decide so, and whether states have said where they stand.</summary>
static class DecisionConditionEvaluator
{
    /// <summary>
    /// A recorded outcome counts, whatever members would say now, and as one: they have spoken together. Without one the rule is
    /// applied to where they stand, and those are counted who do not stand in the way.
    /// </summary>
    public static CriterionEvaluation Find(ConsensusFact fact, FactBase facts)
    {
        var (question, status) = facts.Asked(fact.Organization, fact.Decision, fact.Subject);
        return status switch
        {
            QuestionStatus.Adopted => CriterionEvaluation.Of(true, question!.Name),
            QuestionStatus.Rejected or QuestionStatus.NoConsensus => CriterionEvaluation.Of(false, question!.Name),
            // Where members stand now, or would have stood, says nothing of a time before the organization was asked at all.
            QuestionStatus.Unspecified when question is not null && facts.IsPast => CriterionEvaluation.NotKnown(question.Name),
            _ => DecisionCalculator.Assess(facts, fact.Organization, fact.Decision, fact.Subject) is { } assessment
                ? Of(assessment, ResourceNames.Organization(fact.Organization))
                : CriterionEvaluation.NotKnown(ResourceNames.Organization(fact.Organization)),
        };
    }

    /// <summary>Only what was recorded counts here; nothing is inferred.</summary>
    public static CriterionEvaluation Find(PositionFact fact, FactBase facts)
    {
        var asked = AskedStates(fact, facts);
        if (facts.Question(fact.Organization, fact.Decision, fact.Subject) is not { } question || asked.Count == 0)
        {
            return CriterionEvaluation.NotKnown(
                ResourceNames.Organization(fact.Organization), fact.MinCount > 0 ? fact.MinCount : Math.Max(fact.States.Count, 1));
        }

        return CriterionEvaluation.Count(
            [.. asked.Select(code => (code, (bool?)(facts.StanceOf(question, code)?.Stance == fact.Stance)))], fact.MinCount);
    }

    /// <summary>The states that are listed, or where none is, all that decide.</summary>
    internal static IReadOnlyList<string> AskedStates(PositionFact fact, FactBase facts)
    {
        if (fact.States.Count > 0)
        {
            return fact.States;
        }

        var electorate = facts.Organization(fact.Organization) is { } organization
            ? Electorate.OrganizationOf(organization, fact.Decision)
            : fact.Organization;
        return [.. facts.Members(electorate, fact.Subject).Select(member => member.Code)];
    }

    static CriterionEvaluation Of(DecisionAssessment assessment, string organization)
    {
        var met = assessment.Stances.Count(stance =>
            stance.Leaning is Leaning.Support or Leaning.NoObjection
            || (stance.Leaning == Leaning.Abstain && !assessment.BlockingMembers.Contains(stance)));
        var total = assessment.Stances.Count + assessment.UnrecordedSeats;
        return assessment.Verdict switch
        {
            Verdict.Met => new(Truth.True, met, total, [], []),
            Verdict.Blocked => new(Truth.False, met, total, Codes(assessment.BlockingMembers), Codes(assessment.UnknownMembers)),
            _ => new(Truth.Unknown, met, total, Codes(assessment.BlockingMembers),
                // Where it is not a state that is not known, it is who decides.
                assessment.UnknownMembers.Count > 0 ? Codes(assessment.UnknownMembers) : [organization]),
        };
    }

    static string[] Codes(IEnumerable<MemberStance> stances) => [.. stances.Select(stance => stance.State)];
}
