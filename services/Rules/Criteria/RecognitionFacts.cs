using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Criteria;

/// <summary>Whether states recognize.</summary>
static class RecognitionFacts
{
    public static Finding Find(RecognitionFact fact, Facts facts)
    {
        if (fact.RecognizerCase == RecognitionFact.RecognizerOneofCase.State)
        {
            return Finding.Of(facts.Recognizes(fact.State, fact.Subject, fact.CountingRule), fact.State);
        }

        var members = facts.Members(fact.Organization, fact.Subject);
        return members.Count == 0
            ? Finding.NotKnown(Names.Organization(fact.Organization), Math.Max(fact.MinCount, 1))
            : Finding.Count(
                [.. members.Select(member => (member.Code, member.Held == Held.Yes ? facts.Recognizes(member.Code, fact.Subject, fact.CountingRule) : null))],
                fact.MinCount);
    }
}
