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
    public static DecisionAssessment? Assess(
        IDecisionFacts facts, string organization, string decision, string subject, bool silence = false)
    {
        if (facts.Organization(organization)?.DecisionRules.FirstOrDefault(r => r.Decision == decision) is not { } rule)
        {
            return null;
        }

        var electorate = ElectorateOf(facts, organization, rule, subject);
        var question = facts.Question(organization, decision, subject);
        return VotingRuleEvaluator.Of(
            rule, [.. electorate.Select(member => StanceOf(member.Code, member.Held, question, subject, facts))], silence) is { } assessment
            ? assessment with { Question = question }
            : null;
    }

    /// <summary>The states that take a decision of an organization.</summary>
    internal static IEnumerable<(string Code, HoldsRole Held)> ElectorateOf(
        IDecisionFacts facts, string organization, DecisionRule rule, string subject) =>
        rule.VotingRule == VotingRule.SecurityCouncil
            ? SecurityCouncil.Members(facts, facts.Question(organization, rule.Decision, subject), subject)
        : facts.Organization(organization) is { } known ? facts.Members(Electorate.OrganizationOf(known, rule.Decision), subject)
        : [];

    internal static MemberStance StanceOf(string code, HoldsRole held, Question? question, string subject, IDecisionFacts facts)
    {
        // A position is itself evidence of a membership whose start is unknown.
        if (question is not null && facts.StanceOf(question, code) is { } stance)
        {
            return new(code, LeaningOf(stance.Stance), BasisOf(stance.Basis));
        }

        if (held != HoldsRole.Yes)
        {
            return new(code, CountedStance.Unknown, AssessedStanceBasis.Inferred);
        }

        var status = facts.StatusOf(code, subject);
        return new(code, InferStance(status), AssessedStanceBasis.Inferred) { Recognition = status };
    }

    /// <summary>
    /// A state that recognizes is taken not to object, and a state that does not recognize is taken to object. If the recognition itself is
    /// contested, nothing is inferred.
    /// </summary>
    static CountedStance InferStance(RecognitionStatus status) => status switch
    {
        RecognitionStatus.Recognized => CountedStance.NoObjection,
        RecognitionStatus.NotRecognized or RecognitionStatus.Withdrawn => CountedStance.Oppose,
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

    static AssessedStanceBasis BasisOf(StanceBasis basis) => basis switch
    {
        StanceBasis.Voted => AssessedStanceBasis.Voted,
        StanceBasis.Declared => AssessedStanceBasis.Declared,
        _ => AssessedStanceBasis.Reported,
    };
}
