using KosovoNato.Criteria.V1;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;

namespace KosovoNato.Recommendations.Queries;

/// <summary>The states that a condition refers to without naming them, and the organizations that they are taken from.</summary>
/// <param name="Organizations">
/// The names: the organization that the condition names, and, if the members of another organization decide, that organization.
/// </param>
readonly record struct ElectorateScope(IReadOnlyList<string> Organizations, IReadOnlySet<string> Codes);

/// <summary>
/// Finds the states that conditions refer to without naming them. Cached, because many conditions refer to the same states.
/// </summary>
sealed class ElectorateLookup(FactBase facts)
{
    readonly Dictionary<(string Organization, string Decision, string Subject), HashSet<string>> members = [];

    /// <summary>The states of a condition; null if the condition names all of them, or refers to none.</summary>
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

    /// <summary>The names of the organizations that a condition depends on, starting with the organization that it names.</summary>
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

    /// <param name="decision">The decision that the states take; empty for all members.</param>
    IEnumerable<string> CodesOf(string organization, string decision, string subject) =>
        decision.Length == 0
            ? facts.Members(organization, subject).Select(member => member.Code)
            : DecisionCalculator.Assess(facts, organization, decision, subject)?.Stances.Select(stance => stance.State) ?? [];

    string[] Deciding(string organization, string decision) =>
        facts.Organization(organization) is { } known && Electorate.OrganizationOf(known, decision) is var others && others != organization
            ? [organization, others]
            : [organization];
}
