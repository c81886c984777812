using CsCheck;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Search;
using KosovoNato.Rules.Validation;
using KosovoNato.Rules.WhatIf;
using KosovoNato.Testing;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Criteria;

/// <summary>Compares the smallest change with an exhaustive search, on small random resources and criteria.</summary>
public sealed class SmallestChangePropertyTests
{
    const int MaxTried = 3;
    static readonly DateOnly Today = Day("2020-01-01");
    static readonly string[] Codes = ["AL", "BE", "ES"];
    static readonly string[] Decisions = ["ADMIT_MEMBER", "GRANT_MAP", "INVITE", "EXPEL", "VETO", "BAR"];
    static readonly string[] Centres = ["centres/c0", "centres/c1", "centres/c2"];
    static readonly string[] Pairs = ["partnerships/XK-DE", "partnerships/XK-US"];
    static readonly Stance[] Stances = [Stance.Support, Stance.NoObjection, Stance.Abstain, Stance.Oppose, Stance.Conditional];

    static readonly Gen<Criterion> Leaf = Gen.Select(
        Gen.Int[0, 11], Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[1, 5], (kind, place, other, comparison) => kind switch
    {
        0 => new Criterion { Recognition = new() { State = Codes[place] } },
        1 => new() { Recognition = new() { Organization = "organizations/nato" } },
        2 => new()
        {
            Recognition = new()
            {
                Organization = "organizations/nato",
                MinCount = 1 + place,
                CountingRule = other < 2 ? "countingRules/mfa" : ""
            }
        },
        3 or 4 => new() { Consensus = new() { Organization = "organizations/nato", Decision = Decisions[other] } },
        5 => new()
        {
            Position = new()
            {
                Organization = "organizations/nato",
                Decision = Decisions[other % 2],
                Stance = Stances[other % 5],
                States = { Codes.Take(place) },
                MinCount = place == 0 ? 1 : 0
            }
        },
        6 => new() { Ratification = new() { Organization = "organizations/nato" } },
        7 => new() { Milestone = new() { Milestone = $"milestones/m{other}" } },
        8 => new() { Indicator = new() { Indicator = "indicators/i", Comparison = (Comparison)comparison, Threshold = other } },
        9 => new() { Agreement = new() { Centre = $"centres/c{place}" } },
        10 => new() { Agreement = new() { MinCount = 1 + place } },
        _ => new() { Partnership = new() { Partnerships = { "partnerships/XK-DE", "partnerships/XK-US" }, MinCount = place } },
    });

    static readonly Gen<Criterion> AnyCriterion = Gen.Select(Leaf.Array[3], Gen.Int[0, 7], (leaves, shape) => shape switch
    {
        0 => leaves[0],
        1 => new Criterion { Negation = leaves[0] },
        2 => new() { All = new() { Criteria = { leaves } } },
        3 => new() { Any = new() { Criteria = { leaves } } },
        4 => new() { AtLeast = new() { MinCount = 2, Criteria = { leaves } } },
        5 => new() { All = new() { Criteria = { leaves[0], new Criterion { Negation = leaves[1] } } } },
        6 => new() { Negation = new() { All = new() { Criteria = { leaves } } } },
        _ => new() { All = new() { Criteria = { leaves[0], new Criterion { Any = new() { Criteria = { leaves[1], leaves[2] } } } } } },
    });

    static readonly Gen<InMemoryResources> AnyWorld = Gen.Select(
        Gen.Int[0, 5].Array[3], Gen.Int[0, 7].Array[6], Gen.Int[0, 5].Array[2], Gen.Int[0, 3].Array[6],
        (statuses, stances, outcomes, kinds) => new InMemoryResources(
    [
        new Organization
        {
            Name = "organizations/nato",
            DecisionRules =
            {
                new DecisionRule { Decision = "ADMIT_MEMBER", VotingRule = VotingRule.Consensus, Electorate = "MEMBERS" },
                new DecisionRule { Decision = "GRANT_MAP", VotingRule = VotingRule.SimpleMajority, Electorate = "MEMBERS" },
                new DecisionRule { Decision = "INVITE", VotingRule = VotingRule.QualifiedMajority, Threshold = "2/3",
                    Electorate = "MEMBERS" },
                new DecisionRule { Decision = "EXPEL", VotingRule = VotingRule.QualifiedMajority, Threshold = "3/4 of votes cast",
                    Electorate = "MEMBERS" },
                new DecisionRule { Decision = "VETO", VotingRule = VotingRule.Unanimity, Electorate = "MEMBERS" },
                new DecisionRule { Decision = "BAR", VotingRule = VotingRule.Unanimity, AbstentionBlocks = true, Electorate = "MEMBERS" },
            },
        },
        new CountingRule { Name = "countingRules/mfa", CountedActKinds = { ActKind.Granted },
            WithdrawalPolicy = WithdrawalPolicy.AnyClaim },
        .. States("AL BE ES DE US XK"), .. Members("nato", "AL BE ES"),
        .. Codes.Select((code, i) => Recognized(code, statuses[i])).OfType<IResource>(),
        Question("q0", (QuestionStatus)Math.Max(1, outcomes[0]), outcomes[0] <= 1 ? "" : "2012", outcomes[0] <= 2 ? "" : "2013"),
        .. outcomes[1] == 5
            ? Array.Empty<IResource>()
            : [Question(
                "q1", outcomes[1] == 3 ? QuestionStatus.NoConsensus : QuestionStatus.Draft, outcomes[1] == 3 ? "2012" : "",
                outcomes[1] == 3 ? "2013" : "", "GRANT_MAP")],
        .. stances.Select((stance, i) => stance < 5 ? Position($"q{i / 3}", Codes[i % 3], Stances[stance]) : null).OfType<IResource>(),
        .. kinds[5] == 1
            ? Array.Empty<IResource>()
            : [new Precedent { Name = "precedents/XK",
                Ratifications = { Codes.Take(kinds[0]).Select(code => new Ratification { State = code, DepositedOn = "2015" }) } }],
        Milestone("m0", kinds[1] == 0 ? "" : "IN_PROGRESS 2015, ACHIEVED 2016"),
        Milestone("m1"),
        Condition("m2", new() { Recognition = new() { Organization = "organizations/nato", MinCount = 2 } }),
        Condition("m3",
            new() { All =
                new() { Criteria = { new Criterion { Milestone = new() { Milestone = kinds[1] == 1 ? "milestones/m2" : "milestones/m0" } },
                    new Criterion { Recognition = new() { State = "AL" } } } } }),
        Indicator("i", kinds[2] == 0 ? "" : $"2015={kinds[2]}"),
        Agreement("a0", "c0", kinds[3] == 0 ? "SIGNED 2015" : "SIGNED 2015, IN_FORCE 2016"),
        new Centre { Name = "centres/c1" },
        Partnership("XK-DE", kinds[4] == 0 ? "ACTIVE 2015" : ""),
        .. kinds[5] == 0 ? [Partnership("XK-US")] : Array.Empty<IResource>(),
    ]));

    [Fact]
    public void No_smaller_set_of_facts_meets_the_criterion() => Gen.Select(AnyWorld, AnyCriterion).Sample((world, criterion) =>
    {
        var found = SmallestCriterionChange.Of(criterion, FactsOf(world, []));
        var smallest = Tried(criterion, world);
        Assert.All(found, assumption => Assert.True(AssumptionReferences.AreRecorded(assumption, world)));
        if (found.Count > 0)
        {
            Assert.Equal(Truth.True, CriterionEvaluator.Evaluate(criterion, FactsOf(world, found)).Truth);
            Assert.True(smallest is null ? found.Count > MaxTried : found.Count == smallest.Count, $"{Shown(found)} instead of "
                + $"{Shown(smallest ?? [])}");
        }
        else
        {
            Assert.True(smallest is null or { Count: 0 }, $"nothing instead of {Shown(smallest ?? [])}");
        }
    }, iter: StressMode.Rounds(25, 400, 10_000));

    [Fact]
    public void The_result_is_deterministic() => Gen.Select(AnyWorld, AnyCriterion).Sample((world, criterion) =>
        Assert.Equal(
            SmallestCriterionChange.Of(criterion, FactsOf(world, [])),
            SmallestCriterionChange.Of(criterion, FactsOf(world, []))), iter: 200);

    /// <summary>The first set of assumptions that meets the criterion, in order of size up to a limit; null if there is none.</summary>
    static List<Assumption>? Tried(Criterion criterion, InMemoryResources world)
    {
        List<List<Assumption>> variables =
        [
            .. Variables(criterion, world)
                .Where(options => AssumptionReferences.AreRecorded(options[0], world)).DistinctBy(options => options[0].ToString()),
        ];
        for (var size = 0; size <= MaxTried; size++)
        {
            if (Sets(variables, 0, size).FirstOrDefault(
                set => CriterionEvaluator.Evaluate(criterion, FactsOf(world, set)).Truth == Truth.True) is { } set)
            {
                return set;
            }
        }

        return null;
    }

    static IEnumerable<List<Assumption>> Sets(List<List<Assumption>> variables, int from, int size)
    {
        if (size == 0)
        {
            return [[]];
        }

        return Enumerable.Range(from, variables.Count - from)
            .SelectMany(
                i => variables[i].SelectMany(
                    option => Sets(variables, i + 1, size - 1).Select(rest => (List<Assumption>)[option, .. rest])));
    }

    /// <summary>All assumptions about facts that the criterion references. Outcomes only where one is recorded.</summary>
    static IEnumerable<List<Assumption>> Variables(Criterion criterion, InMemoryResources world) =>
        CriterionReferences.Of(criterion).SelectMany(fact => fact.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.Recognition => Codes.Select(Recognitions),
        Criterion.ExpressionOneofCase.Consensus =>
            Codes.Select(Recognitions).Concat(Codes.Select(code => Positions(fact.Consensus.Decision, code)))
            .Concat(world.List<Question>().Any(
                question => question.Decision == fact.Consensus.Decision
                && question.Status is QuestionStatus.Adopted or QuestionStatus.Rejected or QuestionStatus.NoConsensus)
                ? [Outcomes(fact.Consensus.Decision)]
                : Array.Empty<List<Assumption>>()),
        Criterion.ExpressionOneofCase.Position => Codes.Select(code => Positions(fact.Position.Decision, code)),
        Criterion.ExpressionOneofCase.Ratification =>
            Codes.Select(code => (List<Assumption>)[new Assumption { Ratification = new() { State = code } }]),
        Criterion.ExpressionOneofCase.Milestone =>
        [
            .. world.Find<Milestone>(fact.Milestone.Milestone)?.Criterion is { } further
                ? Variables(further, world)
                : [],
            [.. new[] { AssumedMilestoneStatus.Achieved, AssumedMilestoneStatus.Regressed }.Select(
                status => new Assumption { Milestone = new() { Milestone = fact.Milestone.Milestone,
                    Status = (AssumedMilestoneStatus)status } })],
        ],
        Criterion.ExpressionOneofCase.Indicator =>
            [[.. Enumerable.Range(-2, 16).Select(
                half => new Assumption { Observation = new() { Indicator = "indicators/i", Value = half / 2.0 } })]],
        Criterion.ExpressionOneofCase.Agreement => Centres.Where(centre => centre != "centres/c2" || fact.Agreement.Centre == "centres/c2")
            .Select(centre => (List<Assumption>)[new Assumption { Agreement = new() { Centre = centre } }]),
        _ => Pairs.Select(pair => (List<Assumption>)[new Assumption { Partnership = new() { Partnership = pair } }]),
    });

    static List<Assumption> Recognitions(string code) =>
    [
        .. new[] { AssumedRecognitionStatus.Recognized, AssumedRecognitionStatus.Withdrawn, AssumedRecognitionStatus.NotRecognized }
            .Select(status => new Assumption { Recognition = new() { Recognizer = code, Status = (AssumedRecognitionStatus)status } }),
    ];

    static List<Assumption> Positions(string decision, string code) =>
        [.. Stances.Select(
            stance => new Assumption { Position = new() { Organization = "organizations/nato", Decision = decision, State = code,
                Stance = (AssumedStance)stance } })];

    static List<Assumption> Outcomes(string decision) =>
    [
        .. new[] { AssumedOutcome.Adopted, AssumedOutcome.Rejected }
            .Select(outcome =>
                new Assumption { Outcome = new() { Organization = "organizations/nato", Decision = decision,
                    Outcome = (AssumedOutcome)outcome } }),
    ];

    static Recognition? Recognized(string code, int status) => status switch
    {
        0 => null,
        1 => Granted(code, ""),
        2 => Folded(Recognition(code, Act(ActKind.Announced, "2010"))),
        3 => Folded(Recognition(code, Act(ActKind.Granted, "2010"), Act(ActKind.WithdrawalClaimed, "2015"))),
        4 => Folded(Recognition(code, Act(ActKind.Granted, "2010"), Act(ActKind.Invalidated, "2015"))),
        _ => Granted(code, "2010"),
    };

    static Milestone Condition(string id, Criterion criterion) =>
        new()
        {
            Name = $"milestones/{id}",
            Kind = MilestoneKind.StandingCondition,
            Status = MilestoneStatus.Proposed,
            Criterion = criterion
        };

    static FactBase FactsOf(InMemoryResources world, IReadOnlyList<Assumption> assumptions) =>
        new(AssumptionOverlay.Apply(world, assumptions, Today), Today);

    static string Shown(IEnumerable<Assumption> assumptions) => string.Join("; ", assumptions);
}
