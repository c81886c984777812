using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Criteria;

/// <summary>Evaluates whether states recognize.</summary>
static class RecognitionConditionEvaluator
{
    public static CriterionEvaluation Find(RecognitionCondition fact, FactBase facts)
    {
        if (fact.RecognizerCase == RecognitionCondition.RecognizerOneofCase.State)
        {
            return CriterionEvaluation.Of(facts.Recognizes(fact.State, fact.Subject, fact.CountingRule), fact.State);
        }

        var members = facts.Members(fact.Organization, fact.Subject);
        return members.Count == 0
            ? CriterionEvaluation.NotKnown(fact.Organization, Math.Max(fact.MinCount, 1))
            : CriterionEvaluation.Count(
                [.. members.Select(
                    member => (member.Code, member.Held == HoldsRole.Yes
                        ? facts.Recognizes(member.Code, fact.Subject, fact.CountingRule)
                        : null))],
                fact.MinCount);
    }
}
