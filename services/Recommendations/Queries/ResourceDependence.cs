using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Queries;

/// <summary>How conditions depend on one resource: because they name it, or through a resource that they name.</summary>
sealed class ResourceDependence
{
    const string DefaultRule = "countingRules/strict";

    static readonly string[] Named = [];

    readonly FactBase facts;
    readonly ElectorateLookup electors;
    readonly Func<Criterion, IReadOnlyList<string>?> way;

    /// <param name="name">The name of a resource of any service.</param>
    public ResourceDependence(string name, FactBase facts)
    {
        this.facts = facts;
        electors = new(facts);
        var words = name.Split('/');
        Origin = words is ["states", var state] ? StateCodes.Canonical(state) : name;
        (way, Missing) = words switch
        {
            ["states", var code] => (OfState(StateCodes.Canonical(code)), StateCodes.Canonical(code)),
            ["organizations", _] => (OfOrganization(name), name),
            ["organizations", _, "memberships", var code] =>
                (OfMember(ResourceNames.Parent(name), StateCodes.Canonical(code)), StateCodes.Canonical(code)),
            ["recognitions", var pair] when StatePairs.Parse(pair) is var (recognizer, subject) =>
                (OfRecognition(recognizer, subject), recognizer),
            ["countingRules", _] => (OfCountingRule(name), name),
            ["questions", _] => (OfQuestion(name), name),
            ["questions", _, "positions", var code] =>
                (OfPosition(ResourceNames.Parent(name), StateCodes.Canonical(code)), StateCodes.Canonical(code)),
            ["questions", _, "ballots", _] => (OfBallot(ResourceNames.Parent(name)), name),
            ["indicators", _] => (Where(fact => fact.Indicator?.Indicator == name), name),
            ["centres", _] => (Where(fact => Counts(fact.Agreement, name)), name),
            ["agreements", _] => (OfAgreement(name), name),
            ["partnerships", var pair] when StatePairs.Parse(pair) is var (party, partner) =>
                (OfPartnership(party, partner), ResourceNames.Partnership(party, partner)),
            ["precedents", var code] =>
                (Where(fact => fact.Ratification is { } asked
                    && DefaultSubject.OrDefault(asked.Subject) == StateCodes.Canonical(code)), name),
            _ => (_ => null, name),
        };
    }

    /// <summary>How obstacles and blockers refer to this resource: a state by its code, an organization by its name.</summary>
    public string Origin { get; }

    /// <summary>The entry that a criterion lists as missing because of this resource.</summary>
    public string Missing { get; }

    /// <summary>
    /// The names between a condition and the resource, nearest to the condition first; empty if the condition names the resource. Null if
    /// the condition does not depend on the resource.
    /// </summary>
    public IReadOnlyList<string>? Of(Criterion fact) => way(fact);

    static Func<Criterion, IReadOnlyList<string>?> Where(Func<Criterion, bool> names) => fact => names(fact) ? Named : null;

    Func<Criterion, IReadOnlyList<string>?> OfState(string code) => fact => fact.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.Recognition when fact.Recognition.State == code => Named,
        Criterion.ExpressionOneofCase.Position when fact.Position.States.Contains(code) => Named,
        Criterion.ExpressionOneofCase.Partnership => PartnershipWith(code, fact.Partnership),
        _ => Asked(fact, code),
    };

    /// <summary>Through the organization whose members a condition refers to, if the state is a member.</summary>
    IReadOnlyList<string>? Asked(Criterion fact, string code) =>
        electors.Of(fact) is { } asked && asked.Codes.Contains(code) ? asked.Organizations : null;

    Func<Criterion, IReadOnlyList<string>?> OfOrganization(string name) => fact =>
        electors.OrganizationsOf(fact) is var asked && asked.Count > 0 && asked[0] == name ? Named
        : asked.Contains(name) ? [asked[0]]
        : null;

    Func<Criterion, IReadOnlyList<string>?> OfMember(string organization, string code) => fact =>
        electors.OrganizationsOf(fact) is [.., var asked] && asked == organization ? Asked(fact, code) : null;

    /// <summary>A decision also depends on recognition, because stances that are not recorded are inferred from it.</summary>
    Func<Criterion, IReadOnlyList<string>?> OfRecognition(string recognizer, string subject) => fact => fact.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.Recognition when DefaultSubject.OrDefault(fact.Recognition.Subject) == subject =>
            fact.Recognition.State == recognizer ? Named : Asked(fact, recognizer),
        Criterion.ExpressionOneofCase.Consensus when DefaultSubject.OrDefault(fact.Consensus.Subject) == subject => Asked(fact, recognizer),
        _ => null,
    };

    static Func<Criterion, IReadOnlyList<string>?> OfCountingRule(string name) =>
        Where(fact => fact.Recognition is { } asked && (asked.CountingRule.Length > 0 ? asked.CountingRule : DefaultRule) == name);

    Func<Criterion, IReadOnlyList<string>?> OfQuestion(string name)
    {
        var question = facts.Resources.Find<Question>(name);
        return Where(fact => question is not null && Asks(fact, question));
    }

    Func<Criterion, IReadOnlyList<string>?> OfPosition(string name, string code)
    {
        var question = facts.Resources.Find<Question>(name);
        return fact => question is not null && Asks(fact, question)
            && (fact.Position?.States is not { Count: > 0 } states || states.Contains(code)) ? [name] : null;
    }

    /// <summary>A ballot decides stances on its question, and on related questions as votes before.</summary>
    Func<Criterion, IReadOnlyList<string>?> OfBallot(string name)
    {
        var question = facts.Resources.Find<Question>(name);
        return fact => question is null ? null
            : Asks(fact, question) ? [name]
            : fact.Consensus is { } asked && facts.Question(asked.Organization, asked.Decision, asked.Subject) is { } other
                && facts.AreRelated(question, other) ? [other.Name, name]
            : null;
    }

    static bool Asks(Criterion fact, Question question) => fact.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.Consensus =>
            (fact.Consensus.Organization, fact.Consensus.Decision, DefaultSubject.OrDefault(fact.Consensus.Subject)) == Put(question),
        Criterion.ExpressionOneofCase.Position =>
            (fact.Position.Organization, fact.Position.Decision, DefaultSubject.OrDefault(fact.Position.Subject)) == Put(question),
        _ => false,
    };

    static (string Organization, string Decision, string Subject) Put(Question question) =>
        (question.Organization, question.Decision, DefaultSubject.OrDefault(question.Subject));

    /// <summary>A condition with a number counts agreements with any centre.</summary>
    static bool Counts(AgreementCondition? asked, string centre) =>
        asked is not null && (asked.WhichCase != AgreementCondition.WhichOneofCase.Centre || asked.Centre == centre);

    Func<Criterion, IReadOnlyList<string>?> OfAgreement(string name)
    {
        var agreement = facts.Resources.Find<Agreement>(name);
        return fact => agreement is not { CounterpartCase: Agreement.CounterpartOneofCase.Centre, Party: DefaultSubject.Default }
            || !Counts(fact.Agreement, agreement.Centre) ? null
            : fact.Agreement.WhichCase == AgreementCondition.WhichOneofCase.Centre ? [agreement.Centre]
            : Named;
    }

    /// <summary>If no partnership is listed, every partnership of Kosovo counts.</summary>
    static Func<Criterion, IReadOnlyList<string>?> OfPartnership(string party, string partner) => Where(fact =>
        fact.Partnership is { } asked
        && (asked.Partnerships.Count > 0
            ? asked.Partnerships.Contains(ResourceNames.Partnership(party, partner))
            : party == DefaultSubject.Default));

    string[]? PartnershipWith(string partner, PartnershipCondition asked)
    {
        var names = asked.Partnerships.Count > 0
            ? asked.Partnerships.AsEnumerable()
            : facts.Resources.List<Partnership>().Where(partnership => partnership.Party == DefaultSubject.Default)
                .Select(partnership => partnership.Name);
        return names.FirstOrDefault(name => StatePairs.Parse(ResourceNames.Id(name))?.Second == partner) is { } with ? [with] : null;
    }
}
