using System.Text.Json.Nodes;
using static KosovoNato.EndToEnd.Tests.Questions.SeedFacts;

namespace KosovoNato.EndToEnd.Tests.Questions;

/// <summary>The profile of a state by the seeds, one line for each statement.</summary>
sealed class SeedProfile(string code, SeedFacts facts)
{
    const string Subject = "XK";

    readonly SeedDecisions decisions = new(facts);

    public IEnumerable<string> Lines() =>
    [
        $"recognition {facts.Status(code)}, {facts.Acts(code).Length} acts",
        .. facts.Memberships(code).Select(one => $"{Text(one, "name")} {(facts.Role(one) is var role && role.EndsWith('?') ? "?" : role)}"),
        .. Positions(), .. Votes(), .. Partnership(), .. Decisions(),
        .. List("milestones").Where(one => DependOn([.. Criteria(one)], Origins(one))).Select(one => Text(one, "name")),
        .. List("recommendations").Where(one => DependOn([.. Criteria(one)], Items(one, "obstacles"))).Select(one => Text(one, "name")),
    ];

    IEnumerable<string> Positions() =>
        from position in List("positions")
        let words = Text(position, "name").Split("/positions/")
        where words[1] == code && Text(Find("questions", words[0]), "subject") == Subject
        let begun = Items(position, "stances").Where(one => facts.HasBegun(Text(one, "validFrom"))).ToList()
        where begun.Count > 0
        select $"{Text(position, "name")} {Text(begun.LastOrDefault(one => !facts.HasEnded(Text(one, "validTo"))), "stance")}";

    IEnumerable<string> Votes() =>
        from ballot in List("ballots")
        where facts.HasBegun(Text(ballot, "date"))
        let question = Find("questions", Text(ballot, "name").Split("/ballots/")[0])!
        where Text(question, "subject") == Subject
        let choice = Items(ballot, "choices").FirstOrDefault(one => Text(one, "state") == code)
        where choice is not null || Items(ballot, "delegations").Any(one => Text(one, "state") == code)
        let stance = SeedDecisions.StanceOf(Text(choice, "choice"))
        let toward = (bool?)question["opposedBySubject"] == true ? SeedDecisions.Reversed(stance) : stance
        let recognized = new SeedFacts(Text(ballot, "date")).Recognizes(code)
        orderby Text(ballot, "date")
        select $"{Text(ballot, "name")} {Text(choice, "choice")} toward XK {toward}, recognized {recognized}";

    IEnumerable<string> Partnership() => Find("partnerships", $"partnerships/{Subject}-{code}") is { } found
        ? [$"partnership {Text(Items(found, "transitions").LastOrDefault(one => facts.HasBegun(Text(one, "date"))), "toStatus")}"]
        : [];

    IEnumerable<string> Decisions() =>
        from organization in List("organizations")
        let name = Text(organization, "name")
        from rule in Items(organization, "decisionRules").OrderBy(rule => Text(rule, "decision"), StringComparer.Ordinal)
        let decision = Text(rule, "decision")
        where decisions.IsOpen(name, decision)
        let electors = decisions.Electors(name, decision)
        where electors.Contains(code)
        select $"{name} {decision} {decisions.Stance(name, decision, code)}{Blocking(name, rule, electors)}";

    /// <summary>The blocking states, for rules under which each objection blocks.</summary>
    string Blocking(string organization, JsonObject rule, string[] electors)
    {
        if (!IsVeto(Text(rule, "votingRule")) || (bool?)rule["abstentionBlocks"] == true)
        {
            return "";
        }

        var blocking = electors.Where(
                elector => decisions.Stance(organization, Text(rule, "decision"), elector).StartsWith("OPPOSE ", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();
        return $", {(!blocking.Contains(code) ? "NONE" : blocking.Count == 1 ? "ALONE" : "TOGETHER")} of {string.Join(' ', blocking)}";
    }

    public static bool IsVeto(string votingRule) => votingRule is "VOTING_RULE_CONSENSUS" or "VOTING_RULE_UNANIMITY";

    /// <summary>The blockers of a milestone that had been opened.</summary>
    IEnumerable<JsonObject> Origins(JsonObject milestone) =>
        Items(milestone, "blockers").Where(blocker => facts.HasBegun(Text(blocker, "openedOn")));

    IEnumerable<JsonObject> Criteria(JsonObject resource) =>
        Origins(resource).Select(blocker => blocker["resolutionCriterion"]).Prepend(resource["criterion"]).OfType<JsonObject>();

    bool DependOn(JsonObject[] criteria, IEnumerable<JsonObject> hindrances) =>
        criteria.SelectMany(Conditions).Any(RefersTo) || hindrances.Any(one => Text(one, "origin") == code);

    bool RefersTo(KeyValuePair<string, JsonNode?> condition) => condition switch
    {
        { Key: "recognition", Value: var asked } => Text(asked, "state") == code || IsMember(Text(asked, "organization")),
        { Key: "consensus", Value: var asked } =>
            decisions.Electors(Text(asked, "organization"), Text(asked, "decision")).Contains(code),
        { Key: "position", Value: var asked } => asked!["states"] is JsonArray states
            ? states.Any(state => (string?)state == code)
            : IsMember(SeedDecisions.Deciding(Text(asked, "organization"), Text(asked, "decision"))),
        { Key: "ratification", Value: var asked } => IsMember(Text(asked, "organization")),
        { Key: "partnership", Value: var asked } => asked!["partnerships"] is JsonArray named
            ? named.Any(one => (string?)one == $"partnerships/{Subject}-{code}")
            : Find("partnerships", $"partnerships/{Subject}-{code}") is not null,
        _ => false,
    };

    bool IsMember(string organization) => organization.Length > 0 && facts.Members(organization).Contains(code);

    static IEnumerable<KeyValuePair<string, JsonNode?>> Conditions(JsonObject criterion) =>
        criterion.SelectMany(expression => expression.Key switch
        {
            "all" or "any" or "atLeast" => Items(expression.Value, "criteria").SelectMany(Conditions),
            "negation" => Conditions(expression.Value!.AsObject()),
            _ => [expression],
        });
}
