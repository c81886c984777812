using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Services.Tests.Recommendations.Derivations;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Queries;

/// <summary>
/// The members of NATO: ES does not recognize, FR and HU have recognized since 2008. HU voted against in 2023, on a question that is
/// related to GRANT_MAP.
/// </summary>
static class CountryProfileFacts
{
    public const string Nato = "organizations/nato", Map = "questions/map", Ballot = "questions/vote/ballots/1";

    public static InMemoryResources All() => new(
        new State { Name = "states/ES" }, new State { Name = "states/FR" }, new State { Name = "states/HU" },
        new State { Name = "states/US" },
        new Organization { Name = "organizations/club" }, new Organization { Name = "organizations/future" },
        new Organization { Name = "organizations/pact" },
        new Organization { Name = Nato, DecisionRules = { Consensus("VOTE"), Consensus("GRANT_MAP"), Consensus("EXPAND_MANDATE") } },
        Membership("nato", "ES", "1999-03-12"), Membership("nato", "FR", "1999-03-12"), Membership("nato", "HU", "1999-03-12"),
        new Membership
        {
            Name = "organizations/club/memberships/ES",
            Periods = { new MembershipPeriod { Id = "p1", Role = MembershipRole.Observer, ValidFrom = "2001", ValidTo = "2004" } },
        },
        new Membership
        {
            Name = "organizations/pact/memberships/ES",
            Periods = { new MembershipPeriod { Id = "p1", Role = MembershipRole.Member, AttestedOn = "2026-06-01" } },
        },
        Membership("future", "ES", "2030"),
        Recognition("ES"), Recognition("FR", Act(ActKind.Granted, "2008-02")), Recognition("HU", Act(ActKind.Granted, "2008-03-19")),
        Put(Map, "GRANT_MAP", QuestionStatus.Open, "2023-01-01", aim: "MAP"),
        Put("questions/expand", "EXPAND_MANDATE", QuestionStatus.NoConsensus, "2014", "2014-12-15"),
        Put("questions/vote", "VOTE", QuestionStatus.Adopted, "2022-05-12", "2023-04-24", "MAP"),
        Put("questions/other", "VOTE", QuestionStatus.Open, "2022", subject: "MK"),
        Declared(Map), Declared("questions/other"),
        new Ballot
        {
            Name = Ballot,
            Date = "2023-04-24",
            Choices = { new BallotChoice { State = "HU", Choice = VoteChoice.Against } },
        },
        new Partnership
        {
            Name = "partnerships/XK-FR",
            Party = "XK",
            Partner = "FR",
            Status = PartnershipStatus.Active,
            Transitions = { new PartnershipTransition { ToStatus = PartnershipStatus.Active, Date = "2020-05" } },
        },
        Proposed("map", new() { Consensus = new() { Organization = Nato, Decision = "GRANT_MAP" } }),
        Proposed("named", Recognizes("ES")),
        Proposed(
            "blocked", null, new Blocker { Id = "b1", Origin = "FR" },
            new Blocker { Id = "b2", Origin = "ES", Severity = BlockerSeverity.Hard }),
        Recommendation("R1", criterion: Achieved("named")).In(RecommendationStatus.Open),
        Recommendation("R2", criterion: Recognizes("ES")).In(RecommendationStatus.Open),
        Recommendation("R3", criterion: Achieved("nothing")).In(RecommendationStatus.Open));

    static DecisionRule Consensus(string decision) =>
        new() { Decision = decision, VotingRule = VotingRule.Consensus, Electorate = "MEMBERS" };

    static Membership Membership(string organization, string code, string from) => new()
    {
        Name = $"organizations/{organization}/memberships/{code}",
        Periods = { new MembershipPeriod { Id = "p1", Role = MembershipRole.Member, ValidFrom = from } },
    };

    static Question Put(
        string name, string decision, QuestionStatus status, string opened, string decided = "", string aim = "", string subject = "XK") =>
        new()
        {
            Name = name,
            Organization = Nato,
            Decision = decision,
            Subject = subject,
            Aim = aim,
            Status = status,
            OpenedOn = opened,
            DecidedOn = decided,
        };

    static Position Declared(string question) => new()
    {
        Name = $"{question}/positions/FR",
        Stances =
        {
            new StancePeriod { Stance = Stance.Support, Basis = StanceBasis.Declared, ValidFrom = "2024-01-01", ValidTo = "2026-01" },
        },
    };

    static Milestone Proposed(string id, Criteria.V1.Criterion? criterion, params Blocker[] blockers) => new()
    {
        Name = $"milestones/{id}",
        Status = MilestoneStatus.Proposed,
        Transitions = { new MilestoneTransition { Id = "t1", ToStatus = MilestoneStatus.Proposed, Date = "2020" } },
        Criterion = criterion,
        Blockers = { blockers },
    };
}
