using CsCheck;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Search;
using KosovoNato.Rules.Validation;
using KosovoNato.Rules.WhatIf;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Criteria;

public sealed class SmallestChangeTests
{
    static readonly Criterion AllRecognize = new() { Recognition = new() { Organization = "organizations/nato" } };
    static readonly Criterion Admit = new() { Consensus = new() { Organization = "organizations/nato", Decision = "ADMIT_MEMBER" } };
    static readonly InMemoryResources Nato = new(
        [Organization("nato", "ADMIT_MEMBER", VotingRule.Consensus), .. States("AL BE ES XK"), .. Members("nato", "AL BE ES"),
            Granted("AL", "2010"), Granted("BE", ""), Granted("ES", "")]);

    [Fact]
    public void All_members_that_do_not_recognize_Kosovo_must_change() =>
        Assert.Equal("recognition BE, recognition ES", Of(AllRecognize, Nato));

    [Fact]
    public void The_first_member_by_code_is_enough_if_one_is_needed() =>
        Assert.Equal("recognition BE", Of(new() { Recognition = new() { Organization = "organizations/nato", MinCount = 2 } }, Nato));

    [Fact]
    public void A_decision_by_itself_needs_stances() =>
        Assert.Equal("position BE NO_OBJECTION, position ES NO_OBJECTION", Of(Admit, Nato));

    [Fact]
    public void A_fact_that_matters_in_several_places_counts_once() =>
        Assert.Equal(
            "recognition BE, recognition ES", Of(
                new() { All = new() { Criteria = { Admit, AllRecognize, new Criterion { Recognition = new() { State = "ES" } } } } },
                Nato));

    [Fact]
    public void The_cheaper_alternative_is_taken() =>
        Assert.Equal(
            "milestones/m ACHIEVED", Of(
                new() { Any = new() { Criteria = { AllRecognize, new Criterion { Milestone = new() { Milestone = "milestones/m" } } } } },
                Nato.With(Milestone("m"))));

    [Fact]
    public void Stances_do_not_help_against_a_negative_outcome() =>
        Assert.Equal("outcome ADOPTED", Of(Admit, Nato.With(Question("q", QuestionStatus.Rejected, "2015", "2016"))));

    [Fact]
    public void A_met_criterion_needs_nothing_and_one_that_cannot_be_met_has_no_change()
    {
        Assert.Equal("", Of(new() { Recognition = new() { State = "AL" } }, Nato));
        Assert.Equal("", Of(new() { All = new() { Criteria = { AllRecognize, new Criterion { Negation = AllRecognize } } } }, Nato));
        Assert.Equal("", Of(new() { Recognition = new() { State = "BE", CountingRule = "countingRules/nobody" } }, Nato));
        Assert.Equal(
            "", Of(new() { Negation = new() { Partnership = new() { Partnerships = { "partnerships/XK-DE" } } } },
                Nato.With(Partnership("XK-DE", "ACTIVE 2020"))));
    }

    [Theory]
    [InlineData(Comparison.AtLeast, 5000, 5000)]
    [InlineData(Comparison.Greater, 5000, 5001)]
    [InlineData(Comparison.Less, 1000, 999)]
    [InlineData(Comparison.Equal, 3, 3)]
    public void An_indicator_needs_a_value_that_meets_the_comparison(Comparison comparison, double threshold, double value)
    {
        var change = Assert.Single(
            SmallestCriterionChange.Of(Value(comparison, threshold), new(Nato.With(Indicator("i", "2020=4000")), Day("2025-01-01"))));
        Assert.Equal(value, change.Observation.Value);
    }

    [Fact]
    public void One_value_may_meet_two_conditions() => Assert.Equal("observation 15", Of(
        new() { All = new() { Criteria = { Value(Comparison.Greater, 10), Value(Comparison.Less, 20) } } },
        Nato.With(Indicator("i", "2020=4000"))));

    [Fact]
    public void Agreements_are_assumed_only_with_known_centres()
    {
        InMemoryResources world = Nato.With(
            Agreement("a", "ccdcoe", "SIGNED 2020"), new Centre { Name = "centres/ccdcoe" }, new Centre { Name = "centres/stratcom" });
        Assert.Equal("agreement centres/ccdcoe, agreement centres/stratcom", Of(new() { Agreement = new() { MinCount = 2 } }, world));
        Assert.Equal("", Of(new() { Agreement = new() { MinCount = 3 } }, world));
    }

    [Fact]
    public void Standing_conditions_are_met_through_their_criteria()
    {
        var condition = new Milestone
        {
            Name = "milestones/c",
            Kind = MilestoneKind.StandingCondition,
            Status = MilestoneStatus.Proposed,
            Criterion = new() { Recognition = new() { State = "ES" } }
        };
        Criterion both =
            new()
            {
                All =
                new()
                {
                    Criteria = { new Criterion { Milestone = new() { Milestone = "milestones/c" } },
                    new Criterion { Recognition = new() { State = "ES" } } }
                }
            };
        InMemoryResources world = Nato.With(condition);
        Assert.Equal("recognition ES", Of(both, world));
    }

    [Fact]
    public void A_majority_of_two_hundred_states_is_found_immediately()
    {
        var codes = Enumerable.Range(0, 200).Select(i => $"{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}").Where(code => code != "XK")
            .ToList();
        InMemoryResources un = new(
            [Organization("un", "ADMIT_MEMBER", VotingRule.QualifiedMajority, "2/3 of votes cast"),
                .. States(string.Join(' ', codes.Append("XK"))), .. Members("un", string.Join(' ', codes)),
                .. codes.Select(code => Granted(code, ""))]);
        Criterion decision = new() { Consensus = new() { Organization = "organizations/un", Decision = "ADMIT_MEMBER" } };
        var found = SmallestCriterionChange.Of(decision, new(un, Day("2025-01-01")));
        Assert.Equal(134, found.Count);
        var violations = new FieldViolations();
        AssumptionChecks.Check([.. found], violations, AssumptionChecks.All);
        violations.ThrowIfAny();
        InMemoryResources half = un.With(codes.Take(100).Select(code => Granted(code, "2010")));
        Assert.Equal(34, SmallestCriterionChange.Of(decision, new(half, Day("2025-01-01"))).Count);
        Assert.Equal(
            34, SmallestCriterionChange.Of(
                new() { Recognition = new() { Organization = "organizations/un", MinCount = 134 } }, new(half, Day("2025-01-01"))).Count);
    }

    /// <summary>The size equals the smallest change of the decision, which another test compares with an exhaustive search.</summary>
    [Fact]
    public void In_the_security_council_the_objecting_permanent_members_and_enough_others_must_change() =>
        Gen.Int[0, 5].Array[5, 10].Sample(stances =>
    {
        string[] codes = ["CN", "FR", "GB", "RU", "US", "AL", "BE", "DE", "EE", "GR"];
        InMemoryResources asked = new(
        [
            new Organization { Name = "organizations/nato",
                DecisionRules = { new DecisionRule { Decision = "ADMIT_MEMBER", VotingRule = VotingRule.SecurityCouncil } } },
            .. States(string.Join(' ', codes.Append("XK"))), .. codes.Select(code => Granted(code, code is "CN" or "RU" ? "" : "2010")),
            Question("q", QuestionStatus.Draft),
            .. stances.Select((stance, i) => stance == 0 ? null : Position("q", codes[i], (Stance)stance)).OfType<IResource>(),
        ]);
        FactBase facts = new(asked, Day("2025-01-01"));
        var assessment = Rules.Decisions.DecisionCalculator.Assess(facts, "organizations/nato", "ADMIT_MEMBER", "")!;
        var change = SmallestCriterionChange.Of(Admit, facts);
        var isOutcome = change is [{ Outcome: not null }];
        Assert.Equal(
            Rules.Decisions.SmallestDecisionChange.Of(assessment, "organizations/nato", "").Assumptions.Count,
            isOutcome ? 0 : change.Count);
        Assert.Equal(
            Truth.True, CriterionEvaluator.Evaluate(Admit, new(AssumptionOverlay.Apply(asked, change, facts.Day), facts.Day)).Truth);
        // One objection of a permanent member prevents the decision.
        var prevented = SmallestCriterionChange.Of(new() { Negation = Admit }, facts);
        Assert.Equal(assessment.Verdict == Verdict.Blocked ? 0 : 1, prevented.Count);
    }, iter: 300);

    /// <summary>
    /// A number of pairs out of fifty must have a state that recognizes. Finding the fewest such states is a problem without a known
    /// efficient algorithm.
    /// </summary>
    [Theory]
    [InlineData(10, 50, true)]
    [InlineData(40, 40, false)]
    public void A_search_that_is_too_large_returns_nothing(int states, int needed, bool isSaid)
    {
        var random = new Random(1);
        string[] codes = [.. Enumerable.Range(0, states).Select(i => $"{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}")];
        Criterion Recognizes(int state) => new() { Recognition = new() { State = codes[state] } };
        Criterion pairs = new() { AtLeast = new() { MinCount = needed } };
        for (var i = 0; i < 50; i++)
        {
            var one = random.Next(states);
            pairs.AtLeast.Criteria.Add(
                new Criterion { Any = new() { Criteria = { Recognizes(one), Recognizes((one + 1 + random.Next(states - 1)) % states) } } });
        }

        InMemoryResources world = new([.. States(string.Join(' ', codes.Append("XK"))), .. codes.Select(code => Granted(code, ""))]);
        var found = SmallestCriterionChange.Of(pairs, new(world, Day("2025-01-01")));
        Assert.Equal(isSaid, found.Count > 0);
        FactBase after = new(AssumptionOverlay.Apply(world, found, Day("2025-01-01")), Day("2025-01-01"));
        Assert.Equal(isSaid ? Truth.True : Truth.False, CriterionEvaluator.Evaluate(pairs, after).Truth);
    }

    [Theory]
    [InlineData("recognition ZZ")]
    [InlineData("milestone")]
    [InlineData("indicator")]
    [InlineData("centre")]
    [InlineData("partnership")]
    [InlineData("decision")]
    public void Nothing_is_assumed_about_unrecorded_resources(string condition) => Assert.Equal("", Of(
        condition switch
        {
            "recognition ZZ" => new() { Recognition = new() { State = "ZZ" } },
            "milestone" => new() { Milestone = new() { Milestone = "milestones/none" } },
            "indicator" => Value(Comparison.AtLeast, 1),
            "centre" => new() { Agreement = new() { Centre = "centres/none" } },
            "partnership" => new() { Partnership = new() { Partnerships = { "partnerships/XK-ZZ" } } },
            _ => new() { Consensus = new() { Organization = "organizations/nato", Decision = "NONE" } },
        },
        Nato));

    [Fact]
    public void The_seeds_give_the_expected_smallest_changes()
    {
        FactBase facts = new(SeedFacts.All, Day("2025-12-23"));
        Assert.Equal(
            "recognition ES, recognition GR, recognition RO, recognition SK",
            string.Join(", ", SmallestCriterionChange.Of(AllRecognize, facts).Select(Text)));
        Assert.Equal(
            "position BA NO_OBJECTION", string.Join(
                ", ", SmallestCriterionChange.Of(
                    new() { Consensus = new() { Organization = "organizations/adriatic-charter", Decision = "ADMIT_MEMBER" } }, facts)
                        .Select(Text)));
    }

    static string Of(Criterion criterion, InMemoryResources world) =>
        string.Join(", ", SmallestCriterionChange.Of(criterion, new(world, Day("2025-01-01"))).Select(Text));

    static Criterion Value(Comparison comparison, double threshold) =>
        new() { Indicator = new() { Indicator = "indicators/i", Comparison = comparison, Threshold = threshold } };

    static string Text(Assumption assumption) => assumption.FactCase switch
    {
        Assumption.FactOneofCase.Recognition when assumption.Recognition.Status == AssumedRecognitionStatus.Recognized =>
            $"recognition {assumption.Recognition.Recognizer}",
        Assumption.FactOneofCase.Position => $"position {assumption.Position.State} {EnumNames.Of(assumption.Position.Stance)}",
        Assumption.FactOneofCase.Outcome => $"outcome {EnumNames.Of(assumption.Outcome.Outcome)}",
        Assumption.FactOneofCase.Milestone =>
            $"{assumption.Milestone.Milestone} {EnumNames.Of(assumption.Milestone.Status)}",
        Assumption.FactOneofCase.Observation => $"observation {assumption.Observation.Value}",
        Assumption.FactOneofCase.Agreement => $"agreement {assumption.Agreement.Centre}",
        _ => assumption.ToString(),
    };
}
