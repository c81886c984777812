using KosovoNato.Explanations.V1;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.WhatIf;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Explanations;

public sealed class SupportingFactsTests
{
    static readonly InMemoryResources Nato = new(
    [
        Organization("nato", "ADMIT_MEMBER", VotingRule.Consensus), .. Members("nato", "AL ES"), Granted("AL", "2008-02-18"),
        Granted("ES", ""),
        new CountingRule { Name = "countingRules/strict", CountedActKinds = { ActKind.Granted },
            WithdrawalPolicy = WithdrawalPolicy.AnyClaim },
        Milestone("m", "IN_PROGRESS, ACHIEVED 2020-05"), Indicator("i", "2020=4700"), Agreement("a", "ccdcoe", "SIGNED 2020"),
        Partnership("XK-DE", "ACTIVE 2021"),
        new Precedent { Name = "precedents/XK", Ratifications = { new Ratification { State = "AL", DepositedOn = "2020" } } },
    ]);

    public static TheoryData<Criterion, string[]> Facts => new()
    {
        { new() { Recognition = new() { State = "AL" } },
            ["countingRules/strict: counts GRANTED, withdrawals ANY_CLAIM",
                "recognitions/AL-XK: counts, RECOGNIZED since 2008-02-18 (a1)"] },
        { new() { Recognition = new() { State = "AL", CountingRule = "countingRules/none" } },
            ["recognitions/AL-XK: RECOGNIZED since 2008-02-18 (a1)"] },
        { new() { Recognition = new() { State = "FR", CountingRule = "countingRules/none" } }, ["recognitions/FR-XK: not recorded"] },
        {
            new() { Recognition = new() { Organization = "organizations/nato" } },
            [
                "countingRules/strict: counts GRANTED, withdrawals ANY_CLAIM", "organizations/nato/memberships/AL: MEMBER since 2000 (p1)",
                "recognitions/AL-XK: counts, RECOGNIZED since 2008-02-18 (a1)",
                "organizations/nato/memberships/ES: MEMBER since 2000 (p1)", "recognitions/ES-XK: does not count, NOT_RECOGNIZED",
            ]
        },
        {
            new() { Consensus = new() { Organization = "organizations/nato", Decision = "ADMIT_MEMBER" } },
            [
                "organizations/nato: ADMIT_MEMBER by CONSENSUS of MEMBERS", "organizations/nato/memberships/AL: MEMBER since 2000 (p1)",
                "recognitions/AL-XK: RECOGNIZED since 2008-02-18 (a1)",
                "organizations/nato/memberships/ES: MEMBER since 2000 (p1)", "recognitions/ES-XK: NOT_RECOGNIZED",
            ]
        },
        { new() { Consensus = new() { Organization = "organizations/nato", Decision = "GRANT_MAP" } },
            ["organizations/nato: no rule for GRANT_MAP"] },
        { new() { Consensus = new() { Organization = "organizations/eu", Decision = "GRANT_MAP" } }, ["organizations/eu: not recorded"] },
        { new() { Position = new() { Organization = "organizations/nato", Decision = "ADMIT_MEMBER", Stance = Stance.Oppose,
            MinCount = 1 } },
            ["organizations/nato: no question about ADMIT_MEMBER is recorded"] },
        {
            new() { Ratification = new() { Organization = "organizations/nato" } },
            ["precedents/XK: 1 of 2 ratified", "organizations/nato/memberships/AL: MEMBER since 2000 (p1)",
                "organizations/nato/memberships/ES: MEMBER since 2000 (p1)"]
        },
        { new() { Milestone = new() { Milestone = "milestones/m" } }, ["milestones/m: ACHIEVED since 2020-05"] },
        { new() { Indicator = new() { Indicator = "indicators/i", Comparison = Comparison.AtLeast, Threshold = 1 } },
            ["indicators/i: 4700"] },
        { new() { Indicator = new() { Indicator = "indicators/i", Comparison = Comparison.AtLeast, Threshold = 1, Since = "2022" } },
            ["indicators/i: no value on this day"] },
        { new() { Agreement = new() { Centre = "centres/ccdcoe" } }, ["agreements/a: SIGNED since 2020"] },
        { new() { Agreement = new() { Centre = "centres/hybrid" } }, ["centres/hybrid: not recorded"] },
        { new() { Agreement = new() { MinCount = 1 } }, ["agreements/a: SIGNED since 2020"] },
        { new() { Partnership = new() { Partnerships = { "partnerships/XK-DE", "partnerships/XK-US" } } },
            ["partnerships/XK-DE: ACTIVE since 2021", "partnerships/XK-US: not recorded"] },
        { new() { Negation =
            new() { Any =
                new() { Criteria = { new Criterion { Milestone = new() { Milestone = "milestones/m" } },
                    new Criterion { Milestone = new() { Milestone = "milestones/m" } } } } } }, ["milestones/m: ACHIEVED since 2020-05"] },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void The_supporting_facts_of_a_criterion_are_those_of_its_conditions(Criterion criterion, string[] statements) =>
        Assert.Equal(statements, Over(Nato).Of(criterion).Select(basis => $"{basis.Name}: {basis.Statement}"));

    /// <summary>The absence of a fact is supported by the resource in which the fact would be recorded.</summary>
    [Fact]
    public void A_missing_fact_is_supported_by_the_resource_that_would_record_it()
    {
        InMemoryResources world = new(
            Organization("nato", "ADMIT_MEMBER", VotingRule.Consensus), new Centre { Name = "centres/ccdcoe" },
            new Centre { Name = "centres/hybrid" });
        IEnumerable<string> Of(Criterion criterion) => Over(world).Of(criterion).Select(basis => $"{basis.Name}: {basis.Statement}");
        Assert.Equal(
            ["centres/ccdcoe: no agreement is recorded", "centres/hybrid: no agreement is recorded"],
            Of(new() { Agreement = new() { MinCount = 1 } }));
        Assert.Equal(
            ["organizations/nato: no members on this day"], Of(new() { Recognition = new() { Organization = "organizations/nato" } }));
        Assert.Equal(["organizations/eu: not recorded"], Of(new() { Recognition = new() { Organization = "organizations/eu" } }));
        Assert.Equal(
            ["precedents/XK: not recorded", "organizations/nato: no members on this day"],
            Of(new() { Ratification = new() { Organization = "organizations/nato" } }));
    }

    [Fact]
    public void Each_supporting_fact_has_its_service_and_its_revision()
    {
        var bases = Over(Nato).Of(
            new()
            {
                All =
                new()
                {
                    Criteria = { new Criterion { Recognition = new() { State = "AL" } },
                    new Criterion { Milestone = new() { Milestone = "milestones/m" } },
                    new Criterion { Recognition = new() { State = "FR" } } }
                }
            });
        Assert.Equal(
            ["recognitions countingRules/strict 20", "recognitions recognitions/AL-XK 18", "milestones milestones/m 12",
                "recognitions recognitions/FR-XK 0"],
            bases.Select(basis => $"{basis.Service} {basis.Name} {basis.Revision}"));
    }

    [Fact]
    public void An_outcome_is_the_only_supporting_fact() =>
        Assert.Equal(
            ["questions/q: REJECTED on 2016"],
            Over(Nato.With(Question("q", QuestionStatus.Rejected, "2015", "2016")))
                .Of(new() { Consensus = new() { Organization = "organizations/nato", Decision = "ADMIT_MEMBER" } })
                    .Select(basis => $"{basis.Name}: {basis.Statement}"));

    [Fact]
    public void A_recorded_stance_supports_a_decision()
    {
        InMemoryResources world = Nato.With(Question("q", QuestionStatus.Open, "2015"), Position("q", "ES", Stance.Oppose));
        FactBase facts = new(world, Day("2025-01-01"));
        var bases = Over(world).Of(
            DecisionCalculator.Assess(facts, "organizations/nato", "ADMIT_MEMBER", "")!, world.Find<Organization>("organizations/nato")!,
            "");
        Assert.Equal(
            [
                "organizations/nato: ADMIT_MEMBER by CONSENSUS of MEMBERS", "questions/q: OPEN since 2015",
                "organizations/nato/memberships/AL: MEMBER since 2000 (p1)",
                "recognitions/AL-XK: RECOGNIZED since 2008-02-18 (a1)", "organizations/nato/memberships/ES: MEMBER since 2000 (p1)",
                "questions/q/positions/ES: OPPOSE since 2010, DECLARED",
            ],
            bases.Select(basis => $"{basis.Name}: {basis.Statement}"));
    }

    [Theory]
    [InlineData("2008-01-01", "NOT_RECOGNIZED")]
    [InlineData("2012-01-01", "RECOGNIZED since 2010 (a1)")]
    [InlineData("2016-01-01", "WITHDRAWAL_CLAIMED since 2015-03 (a2)")]
    [InlineData("2020-01-01", "RECOGNIZED since 2010 (a1)")]
    public void A_recognition_has_a_statement_about_the_day(string day, string statement)
    {
        InMemoryResources world = new(
            Folded(Recognition(
                "ES", Act(ActKind.Granted, "2010"), Act(ActKind.WithdrawalClaimed, "2015-03"), Act(ActKind.Reaffirmed, "2018"))));
        Assert.Equal(statement, Over(world, day).Recognition("ES", "").Statement);
    }

    [Theory]
    [InlineData("1999-01-01", "unknown on this day")]
    [InlineData("2005-01-01", "MEMBER, attested on 2000-01-01 (p1)")]
    [InlineData("2011-01-01", "no role on this day")]
    public void A_membership_has_a_statement_about_the_day(string day, string statement) =>
        Assert.Equal(
            statement, Over(new(Membership("nato", "VA", Period("", "2010", knownOn: "2000-01-01"))), day)
                .Membership("organizations/nato", "VA").Statement);

    [Fact]
    public void An_assumed_fact_is_marked()
    {
        var world = AssumptionOverlay.Apply(Nato, [new Assumption { Recognition = new() { Recognizer = "ES" } }], Day("2025-01-01"));
        SupportingFacts bases = new(new(world, Day("2025-01-01")), name => name.Length, name => AssumptionOverlay.IsAssumed(world, name));
        SupportingFact supposed = bases.Recognition("ES", ""), recorded = bases.Recognition("AL", "");
        Assert.Equal((true, "RECOGNIZED since 2025-01-01 (a1)", false), (supposed.Assumed, supposed.Statement, recorded.Assumed));
    }

    static SupportingFacts Over(InMemoryResources world, string day = "2025-01-01") =>
        new(new(world, Day(day)), name => name.Contains("FR", StringComparison.Ordinal) ? 0 : name.Length, _ => false);
}
