using KosovoNato.Criteria.V1;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;

namespace KosovoNato.Recommendations.Queries;

/// <summary>The states that a fact asks for without naming them, and the organizations that it takes them from.</summary>
/// <param name="Organizations">The ids: the one that the fact names, and where that lets the members of another decide, that one.</param>
readonly record struct ElectorateScope(IReadOnlyList<string> Organizations, IReadOnlySet<string> Codes);

/// <summary>Finds who is asked by the facts of criteria; many facts ask the same.</summary>
sealed class ElectorateLookup(FactBase facts)
{
    readonly Dictionary<(string Organization, string Decision, string Subject), HashSet<string>> members = [];

    /// <summary>None if a fact names all states that it asks for, or asks for none.</summary>
    public ElectorateScope? Of(Criterion fact) => fact.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.Recognition
            when fact.Recognition.Organization.Length > 0 => Of(fact, fact.Recognition.Organization, "", fact.Recognition.Subject),
        Criterion.ExpressionOneofCase.Consensus => Of(fact, fact.Consensus.Organization, fact.Consensus.Decision, fact.Consensus.Subject),
        Criterion.ExpressionOneofCase.Position when fact.Position.States.Count == 0 =>
            Of(fact, OrganizationsOf(fact)[^1], "", fact.Position.Subject),
        Criterion.ExpressionOneofCase.Ratification => Of(fact, fact.Ratification.Organization, "", fact.Ratification.Subject),
        _ => null,
    };

    /// <summary>The ids of the organizations that a fact rests on, the one that it names first.</summary>
    public IReadOnlyList<string> OrganizationsOf(Criterion fact) => fact.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.Recognition when fact.Recognition.Organization.Length > 0 => [fact.Recognition.Organization],
        Criterion.ExpressionOneofCase.Consensus => Deciding(fact.Consensus.Organization, fact.Consensus.Decision),
        Criterion.ExpressionOneofCase.Position => Deciding(fact.Position.Organization, fact.Position.Decision),
        Criterion.ExpressionOneofCase.Ratification => [fact.Ratification.Organization],
        _ => [],
    };

    ElectorateScope Of(Criterion fact, string organization, string decision, string subject)
    {
        var key = (organization, decision, subject);
        if (!members.TryGetValue(key, out var codes))
        {
            codes = [.. CodesOf(organization, decision, subject)];
            members.Add(key, codes);
        }

        return new(OrganizationsOf(fact), codes);
    }

    /// <param name="decision">The decision that they take; empty for all members.</param>
    IEnumerable<string> CodesOf(string organization, string decision, string subject) =>
        decision.Length == 0
            ? facts.Members(organization, subject).Select(member => member.Code)
            : DecisionCalculator.Assess(facts, organization, decision, subject)?.Stances.Select(stance => stance.State) ?? [];

    string[] Deciding(string organization, string decision) =>
        facts.Organization(organization) is { } known && Electorate.OrganizationOf(known, decision) is var others && others != organization
            ? [organization, others]
            : [organization];
}
