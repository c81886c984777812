using KosovoNato.Rules.Decisions;

namespace KosovoNato.Rules.Criteria;

/// <summary>Whether an organization would decide so, and whether states have said where they stand.</summary>
static class DecisionFacts
{
    /// <summary>A recorded outcome counts, whatever members would say now; without one, the rule is applied to where they stand.</summary>
    public static Finding Find(ConsensusFact fact, Facts facts)
    {
        var assessment = DecisionCalculator.Assess(facts, fact.Organization, fact.Decision, fact.Subject);
        if (assessment is null)
        {
            return Finding.NotKnown($"organizations/{fact.Organization}");
        }

        var standing = assessment.Stances.Count - assessment.Blockers.Count - assessment.Unknowns.Count;
        var truth = Outcome(facts.Question(fact.Organization, fact.Decision, fact.Subject), facts) ?? assessment.Verdict switch
        {
            Verdict.Met => Truth.True,
            Verdict.Blocked => Truth.False,
            _ => Truth.Unknown,
        };
        return new(truth, standing, assessment.Stances.Count,
            [.. assessment.Blockers.Select(blocker => blocker.State)], [.. assessment.Unknowns.Select(unknown => unknown.State)]);
    }

    /// <summary>Only what was recorded counts here; nothing is inferred.</summary>
    public static Finding Find(PositionFact fact, Facts facts)
    {
        if (facts.Question(fact.Organization, fact.Decision, fact.Subject) is not { } question)
        {
            return Finding.NotKnown($"organizations/{fact.Organization}", fact.MinCount > 0 ? fact.MinCount : Math.Max(fact.States.Count, 1));
        }

        IEnumerable<string> asked = fact.States.Count > 0
            ? fact.States
            : facts.Members(Electorate(question, facts), fact.Subject).Select(member => member.Code);
        return Finding.Count(asked.Select(code => (code, (bool?)Takes(code))), fact.MinCount);

        bool Takes(string code) => facts.Position(question, code) is { } position && Stances.On(position, facts.Day)?.Stance == fact.Stance;
    }

    static string Electorate(Question question, Facts facts) =>
        facts.Organization(question.Organization) is { } organization
            ? Decisions.Electorate.OrganizationOf(organization, question.Decision)
            : question.Organization;

    static Truth? Outcome(Question? question, Facts facts) => question?.Status switch
    {
        QuestionStatus.Adopted when facts.HasBegun(question.DecidedOn) => Truth.True,
        QuestionStatus.Rejected or QuestionStatus.NoConsensus when facts.HasBegun(question.DecidedOn) => Truth.False,
        _ => null,
    };
}
