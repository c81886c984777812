using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Decisions;

/// <summary>
/// Assesses whether an organization would take a decision by its rule: a pure function of the facts on a day. A stance that is not recorded
/// is inferred from recognition, and marked as inferred.
/// </summary>
public static class DecisionCalculator
{
    /// <summary>Assesses a decision; null if the organization is not recorded, or has no rule of a known kind for the decision.</summary>
    /// <param name="subject">The code of the state that the decision is about; XK if empty.</param>
    /// <param name="silence">Whether a member without a recorded stance counts as not objecting.</param>
    /// <param name="basis">The facts that stances are taken from.</param>
    public static DecisionAssessment? Assess(
        IDecisionFacts facts, string organization, string decision, string subject, bool silence = false,
        DecisionBasis basis = DecisionBasis.BehaviorFirst)
    {
        if (facts.Organization(organization)?.DecisionRules.FirstOrDefault(r => r.Decision == decision) is not { } rule)
        {
            return null;
        }

        var electorate = ElectorateOf(facts, organization, rule, subject);
        var question = facts.Question(organization, decision, subject);
        return VotingRuleEvaluator.Of(
            rule, [.. electorate.Select(member => StanceOf(member.Code, member.Held, question, subject, facts, basis))], silence)
            is { } assessment
            ? assessment with { Question = question }
            : null;
    }

    /// <summary>
    /// The states that take a decision of an organization. If no member is recorded, these are the states with a recorded stance on the
    /// question or a vote on a related one, because only members vote.
    /// </summary>
    internal static IEnumerable<(string Code, HoldsRole Held)> ElectorateOf(
        IDecisionFacts facts, string organization, DecisionRule rule, string subject)
    {
        var question = facts.Question(organization, rule.Decision, subject);
        if (rule.VotingRule == VotingRule.SecurityCouncil)
        {
            return SecurityCouncil.Members(facts, question, subject);
        }

        var members = facts.Organization(organization) is { } known
            ? facts.Members(Electorate.OrganizationOf(known, rule.Decision), subject)
            : [];
        return members.Count > 0 || question is null ? members
            : facts.Voters(question).Where(code => code != DefaultSubject.OrDefault(subject)).Select(code => (code, HoldsRole.Yes));
    }

    internal static MemberStance StanceOf(
        string code, HoldsRole held, Question? question, string subject, IDecisionFacts facts,
        DecisionBasis basis = DecisionBasis.BehaviorFirst)
    {
        var asked = basis == DecisionBasis.RecognitionAlone ? null : question;
        // A position or a vote is itself evidence of a membership whose start is unknown.
        if (asked is not null && (facts.StanceOf(asked, code) ?? facts.VotedBefore(asked, code)) is { } stance)
        {
            return new(code, LeaningOf(stance.Stance), stance.Basis) { Origin = stance.Origin };
        }

        if (held != HoldsRole.Yes)
        {
            return new(code, CountedStance.Unknown, AssessedStanceBasis.Inferred);
        }

        var status = facts.StatusOf(code, subject);
        return new(code, InferStance(status, question?.OpposedBySubject == true), AssessedStanceBasis.Inferred) { Recognition = status };
    }

    /// <summary>
    /// A state that recognizes is taken not to object, and a state that does not recognize is taken to object; the other way round if the
    /// subject itself opposes the decision. If the recognition itself is contested, nothing is inferred.
    /// </summary>
    public static CountedStance InferStance(RecognitionStatus status, bool opposedBySubject) => status switch
    {
        RecognitionStatus.Recognized => opposedBySubject ? CountedStance.Oppose : CountedStance.NoObjection,
        RecognitionStatus.NotRecognized or RecognitionStatus.Withdrawn =>
            opposedBySubject ? CountedStance.NoObjection : CountedStance.Oppose,
        _ => CountedStance.Unknown,
    };

    internal static CountedStance LeaningOf(Stance stance) => stance switch
    {
        Stance.Support => CountedStance.Support,
        Stance.NoObjection => CountedStance.NoObjection,
        Stance.Abstain => CountedStance.Abstain,
        Stance.Oppose => CountedStance.Oppose,
        // Only the state can say whether its condition is met.
        _ => CountedStance.Unknown,
    };
}
