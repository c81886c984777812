using KosovoNato.Rules.Decisions;

namespace KosovoNato.Rules.Criteria;

/// <summary>Whether an organization would decide so, and whether states have said where they stand.</summary>
static class DecisionFacts
{
    /// <summary>
    /// A recorded outcome counts, whatever members would say now, and as one: they have spoken together. Without one the rule is
    /// applied to where they stand, and those are counted who do not stand in the way.
    /// </summary>
    public static Finding Find(ConsensusFact fact, Facts facts)
    {
        var (question, status) = facts.Asked(fact.Organization, fact.Decision, fact.Subject);
        return status switch
        {
            QuestionStatus.Adopted => Finding.Of(true, question!.Name),
            QuestionStatus.Rejected or QuestionStatus.NoConsensus => Finding.Of(false, question!.Name),
            // Where members stand now, or would have stood, says nothing of a time before the organization was asked at all.
            QuestionStatus.Unspecified when question is not null && facts.IsPast => Finding.NotKnown(question.Name),
            _ => DecisionCalculator.Assess(facts, fact.Organization, fact.Decision, fact.Subject) is { } assessment
                ? Of(assessment, Names.Organization(fact.Organization))
                : Finding.NotKnown(Names.Organization(fact.Organization)),
        };
    }

    /// <summary>Only what was recorded counts here; nothing is inferred.</summary>
    public static Finding Find(PositionFact fact, Facts facts)
    {
        var asked = AskedStates(fact, facts);
        if (facts.Question(fact.Organization, fact.Decision, fact.Subject) is not { } question || asked.Count == 0)
        {
            return Finding.NotKnown(Names.Organization(fact.Organization), fact.MinCount > 0 ? fact.MinCount : Math.Max(fact.States.Count, 1));
        }

        return Finding.Count([.. asked.Select(code => (code, (bool?)(facts.Stance(question, code)?.Stance == fact.Stance)))], fact.MinCount);
    }

    /// <summary>The states that are listed, or where none is, all that decide.</summary>
    internal static IReadOnlyList<string> AskedStates(PositionFact fact, Facts facts)
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

    static Finding Of(DecisionAssessment assessment, string organization)
    {
        var met = assessment.Stances.Count(stance =>
            stance.Leaning is Leaning.Support or Leaning.NoObjection || (stance.Leaning == Leaning.Abstain && !assessment.Blockers.Contains(stance)));
        var total = assessment.Stances.Count + assessment.UnrecordedSeats;
        return assessment.Verdict switch
        {
            Verdict.Met => new(Truth.True, met, total, [], []),
            Verdict.Blocked => new(Truth.False, met, total, Codes(assessment.Blockers), Codes(assessment.Unknowns)),
            _ => new(Truth.Unknown, met, total, Codes(assessment.Blockers),
                // Where it is not a state that is not known, it is who decides.
                assessment.Unknowns.Count > 0 ? Codes(assessment.Unknowns) : [organization]),
        };
    }

    static string[] Codes(IEnumerable<MemberStance> stances) => [.. stances.Select(stance => stance.State)];
}
