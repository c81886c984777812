using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Criteria;

/// <summary>Whether states recognize.</summary>
static class RecognitionFacts
{
    public static Finding Find(RecognitionFact fact, Facts facts)
    {
        return fact.RecognizerCase == RecognitionFact.RecognizerOneofCase.State
            ? Finding.Count([(fact.State, Recognizes(fact.State))], 0)
            : Finding.Count(
                facts.Members(fact.Organization, fact.Subject)
                    .Select(member => (member.Code, member.Held == Held.Yes ? Recognizes(member.Code) : null)),
                fact.MinCount);

        // Nothing is said about a state of which there is no record.
        bool? Recognizes(string code) =>
            facts.Recognition(code, fact.Subject) is { } recognition ? facts.Counts(recognition, fact.CountingRule) : null;
    }
}
