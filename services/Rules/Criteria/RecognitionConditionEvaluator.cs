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

        var counted = facts.Recognizing(fact.Organization, fact.Subject, fact.CountingRule);
        return counted.Members == 0
            ? CriterionEvaluation.NotKnown(fact.Organization, Math.Max(fact.MinCount, 1))
            : CriterionEvaluation.Count(
                counted.Members, counted.Recognizing, counted.Unknown, counted.Of.On(facts.Day), fact.MinCount);
    }
}
