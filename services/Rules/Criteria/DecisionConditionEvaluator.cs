using KosovoNato.Rules.Decisions;

namespace KosovoNato.Rules.Criteria;

/// <summary>Evaluates whether an organization would take a decision, and whether states have taken a stance.</summary>
static class DecisionConditionEvaluator
{
    /// <summary>
    /// A recorded outcome decides, regardless of the members' stances, and counts as one entry because the members decided together.
    /// Without an outcome, the rule is applied to their stances, and the members that do not block the decision are counted.
    /// </summary>
    public static CriterionEvaluation Find(ConsensusCondition fact, FactBase facts)
    {
        var (question, status) = facts.Asked(fact.Organization, fact.Decision, fact.Subject);
        return status switch
        {
            QuestionStatus.Adopted => CriterionEvaluation.Of(true, question!.Name),
            QuestionStatus.Rejected or QuestionStatus.NoConsensus => CriterionEvaluation.Of(false, question!.Name),
            // Before a question is put, the organization would decide by the stances of its members, recorded or inferred, on that day.
            _ => DecisionCalculator.Assess(facts, fact.Organization, fact.Decision, fact.Subject) is { } assessment
                ? Of(assessment, fact.Organization)
                : CriterionEvaluation.NotKnown(fact.Organization),
        };
    }

    /// <summary>Only recorded stances count; nothing is inferred.</summary>
    public static CriterionEvaluation Find(PositionCondition fact, FactBase facts)
    {
        var asked = AskedStates(fact, facts);
        if (facts.Question(fact.Organization, fact.Decision, fact.Subject) is not { } question || asked.Count == 0)
        {
            return CriterionEvaluation.NotKnown(
                fact.Organization, fact.MinCount > 0 ? fact.MinCount : Math.Max(fact.States.Count, 1));
        }

        return CriterionEvaluation.Count(
            [.. asked.Select(code => (code, (bool?)(facts.StanceOf(question, code)?.Stance == fact.Stance)))], fact.MinCount);
    }

    /// <summary>The listed states, or, if none is listed, all members of the electorate.</summary>
    internal static IReadOnlyList<string> AskedStates(PositionCondition fact, FactBase facts)
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
            stance.Leaning is CountedStance.Support or CountedStance.NoObjection
            || (stance.Leaning == CountedStance.Abstain && !assessment.BlockingMembers.Contains(stance)));
        var total = assessment.Stances.Count + assessment.UnrecordedSeats;
        return assessment.Verdict switch
        {
            Verdict.Met => new(Truth.True, met, total, [], []),
            Verdict.Blocked => new(Truth.False, met, total, Codes(assessment.BlockingMembers), Codes(assessment.UnknownMembers)),
            _ => new(Truth.Unknown, met, total, Codes(assessment.BlockingMembers),
                // If no member's stance is unknown, the electorate itself is.
                assessment.UnknownMembers.Count > 0 ? Codes(assessment.UnknownMembers) : [organization]),
        };
    }

    static string[] Codes(IEnumerable<MemberStance> stances) => [.. stances.Select(stance => stance.State)];
}
