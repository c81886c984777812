using CsCheck;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Validation;
using KosovoNato.Rules.WhatIf;
using KosovoNato.Testing;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Decisions;

public sealed class SmallestChangeTests
{
    static readonly Stance[] AllStances = [Stance.Support, Stance.NoObjection, Stance.Abstain, Stance.Oppose, Stance.Conditional];
    static readonly string[] Thresholds = ["1/2", "2/3", "3/4", "1/1", "1/10", "1/2 of votes cast", "2/3 of the votes cast",
        "1/1 of votes cast", "two thirds"];

    static readonly Gen<(DecisionRule Rule, MemberStance[] Stances, bool Silence)> AnyCase = Gen.Select(
        Gen.Int[1, 5], Gen.Int[0, Thresholds.Length - 1], Gen.Int[0, 6].Array[0, 5], Gen.Bool, Gen.Bool,
        (rule, threshold, stances, silence, abstentionBlocks) => (
            new DecisionRule
            {
                Decision = "ADMIT_MEMBER",
                VotingRule = (VotingRule)rule,
                Threshold = rule == (int)VotingRule.QualifiedMajority ? Thresholds[threshold] : "",
                AbstentionBlocks = rule == (int)VotingRule.Unanimity && abstentionBlocks,
            },
            stances.Select((stance, i) => StanceOf($"M{i}", stance)).ToArray(), silence));

    [Theory]
    [InlineData(VotingRule.Consensus, "SNA", "", "", "")]
    [InlineData(VotingRule.Consensus, "SOU", "", "M1=NO_OBJECTION M2=NO_OBJECTION", "M1 M2")]
    [InlineData(VotingRule.Unanimity, "OSO", "", "M0=NO_OBJECTION M2=NO_OBJECTION", "M0 M2")]
    [InlineData(VotingRule.Consensus, "", "", "", "")]
    [InlineData(VotingRule.SimpleMajority, "SOO", "", "M1=SUPPORT", "M1 M2")]
    [InlineData(VotingRule.SimpleMajority, "SAO", "", "M2=SUPPORT", "M1 M2")]
    [InlineData(VotingRule.SimpleMajority, "AA", "", "M0=SUPPORT", "M0 M1")]
    [InlineData(VotingRule.SimpleMajority, "AOO", "", "M1=SUPPORT M2=SUPPORT", "M0 M1 M2")]
    [InlineData(VotingRule.QualifiedMajority, "SOAU", "3/4", "M1=SUPPORT M3=SUPPORT", "M1 M2 M3")]
    [InlineData(VotingRule.QualifiedMajority, "SSOAA", "3/4 of votes cast", "M2=SUPPORT", "M2 M3 M4")]
    [InlineData(VotingRule.QualifiedMajority, "SO", "two thirds", "", "")]
    [InlineData(VotingRule.SecurityCouncil, "SSSSO", "", "", "")]
    [InlineData(VotingRule.SecurityCouncil, "SSSSOSSSS", "", "US=SUPPORT", "US")]
    [InlineData(VotingRule.SecurityCouncil, "SSSAASSSOC", "", "M8=SUPPORT RU=SUPPORT US=SUPPORT", "M8 M9 RU US")]
    [InlineData(VotingRule.SecurityCouncil, "SUSSASSSSSSU", "", "FR=SUPPORT", "FR")]
    public void The_smallest_change_names_the_fewest_states(
        VotingRule rule, string stances, string threshold, string change, string candidates)
    {
        var found = Of(new DecisionRule { Decision = "ADMIT_MEMBER", VotingRule = rule, Threshold = threshold },
            [.. stances.Select((letter, i) => StanceOf(CodeOf(rule, i), "SNAOUC".IndexOf(letter, StringComparison.Ordinal)))],
            silence: false);
        Assert.Equal(
            change, string.Join(
                ' ', found.Assumptions.Select(one => $"{one.Position.State}={EnumNames.Of(one.Position.Stance)}")));
        Assert.Equal(candidates, string.Join(' ', found.Candidates));
    }

    /// <summary>Tries all sets of states and all their possible stances.</summary>
    [Fact]
    public void No_smaller_set_of_states_is_enough_and_no_other_state_is_in_a_set_of_that_size() => AnyCase.Sample(one =>
    {
        var found = Of(one.Rule, one.Stances, one.Silence);
        var smallest = Sets(one.Stances, (AllStances.Length + 1, one.Rule, one.Silence));
        Assert.Equal(smallest.Size ?? 0, found.Assumptions.Count);
        Assert.Equal(smallest.Codes, found.Candidates);
        Assert.Equal(
            found.Assumptions.Select(change => change.Position.State).Order(StringComparer.Ordinal),
            found.Assumptions.Select(change => change.Position.State));
        if (found.Assumptions.Count > 0)
        {
            Assert.Equal(Verdict.Met, VotingRuleEvaluator.Of(one.Rule, With(one.Stances, found), one.Silence)!.Verdict);
            Assert.Equal(found.Assumptions.Count, VotingRuleEvaluator.Of(one.Rule, one.Stances, one.Silence)!.NeededCount);
        }
    }, iter: StressMode.Rounds(300, 3_000, 30_000));

    /// <summary>In the Security Council no stance is better than support, so all sets of states can be tried.</summary>
    [Fact]
    public void No_smaller_set_is_enough_in_the_security_council() => Gen.Int[0, 6].Array[5, 11].Sample(kinds =>
    {
        DecisionRule rule = new() { Decision = "RECOMMEND_ADMISSION", VotingRule = VotingRule.SecurityCouncil };
        MemberStance[] stances = [.. kinds.Select((kind, i) => StanceOf(CodeOf(VotingRule.SecurityCouncil, i), kind))];
        var found = Of(rule, stances, silence: false);
        var sets = Enumerable.Range(0, 1 << stances.Length)
            .Select(set => stances.Where((_, i) => (set >> i & 1) == 1).Select(stance => stance.State).ToHashSet())
            .Where(set => VotingRuleEvaluator.Of(
                rule, [.. stances.Select(
                    one => set.Contains(one.State) ? new(one.State, CountedStance.Support, AssessedStanceBasis.Declared) : one)],
                silence: false)!.Verdict == Verdict.Met)
            .ToList();
        var smallest = sets.Select(set => set.Count).DefaultIfEmpty(0).Min();
        Assert.Equal(smallest, found.Assumptions.Count);
        Assert.Equal(
            sets.Where(set => set.Count == smallest).SelectMany(set => set).Distinct().Order(StringComparer.Ordinal), found.Candidates);
        if (smallest > 0)
        {
            Assert.Equal(smallest, VotingRuleEvaluator.Of(rule, stances, silence: false)!.NeededCount);
            Assert.Equal(Verdict.Met, VotingRuleEvaluator.Of(rule, With(stances, found), silence: false)!.Verdict);
        }
    }, iter: 200);

    [Theory]
    [InlineData(VotingRule.Consensus, "")]
    [InlineData(VotingRule.SimpleMajority, "")]
    [InlineData(VotingRule.QualifiedMajority, "2/3")]
    public void The_change_meets_the_rule_if_it_is_assumed(VotingRule rule, string threshold)
    {
        InMemoryResources world = new(
            [Organization("nato", "ADMIT_MEMBER", rule, threshold), .. Members("nato", "AL BE ES FR"), Granted("AL", ""), Granted("BE", ""),
                Granted("FR", "2010")]);
        FactBase facts = new(world, Day("2020-01-01"));
        var change = SmallestDecisionChange.Of(
            DecisionCalculator.Assess(facts, "organizations/nato", "ADMIT_MEMBER", "")!, "organizations/nato", "");
        Assert.NotEmpty(change.Assumptions);
        FactBase after = new(AssumptionOverlay.Apply(world, change.Assumptions, facts.Day), facts.Day);
        Assert.Equal(Verdict.Met, DecisionCalculator.Assess(after, "organizations/nato", "ADMIT_MEMBER", "")!.Verdict);
    }

    [Fact]
    public void The_seeds_give_the_expected_candidates()
    {
        FactBase facts = new(SeedFacts.All, Day("2025-12-23"));
        string Change(string organization, string decision) =>
            string.Join(
                ' ', SmallestDecisionChange.Of(DecisionCalculator.Assess(facts, organization, decision, "")!, organization, "").Candidates);
        Assert.Equal("ES GR RO SK", Change("organizations/nato", "INVITE_PARTNER_PFP"));
        Assert.Equal("BA", Change("organizations/adriatic-charter", "ADMIT_MEMBER"));
        Assert.Equal("", Change("organizations/council-of-europe", "INVITE_MEMBER"));
        Assert.Equal("", Change("organizations/un", "RECOMMEND_ADMISSION"));
    }

    static string CodeOf(VotingRule rule, int place) =>
        rule == VotingRule.SecurityCouncil && place < 5 ? "CN FR GB RU US".Split(' ')[place] : $"M{place}";

    static SmallestDecisionChange Of(DecisionRule rule, MemberStance[] stances, bool silence) =>
        SmallestDecisionChange.Of(VotingRuleEvaluator.Of(rule, stances, silence)!, "organizations/nato", "");

    static MemberStance[] With(MemberStance[] stances, SmallestDecisionChange change) =>
    [
        .. stances.Select(stance => change.Assumptions.FirstOrDefault(one => one.Position.State == stance.State) is { } changed
            ? new(stance.State, DecisionCalculator.LeaningOf((Stance)changed.Position.Stance), AssessedStanceBasis.Declared)
            : stance),
    ];

    static (int? Size, string[] Codes) Sets(MemberStance[] stances, (int Ways, DecisionRule Rule, bool Silence) rule)
    {
        int? size = null;
        HashSet<string> codes = [];
        for (var way = 0; way < Math.Pow(rule.Ways, stances.Length); way++)
        {
            var changed = stances.Select((stance, i) => (Stance: stance, Change: way / (int)Math.Pow(rule.Ways, i) % rule.Ways)).ToList();
            var count = changed.Count(one => one.Change > 0);
            if (count > size)
            {
                continue;
            }

            MemberStance[] then = [
                .. changed.Select(
                    one => one.Change == 0 ? one.Stance : new(
                        one.Stance.State, DecisionCalculator.LeaningOf(AllStances[one.Change - 1]), AssessedStanceBasis.Declared))];
            if (VotingRuleEvaluator.Of(rule.Rule, then, rule.Silence)!.Verdict != Verdict.Met)
            {
                continue;
            }

            if (count < size)
            {
                codes.Clear();
            }

            size = count;
            codes.UnionWith(changed.Where(one => one.Change > 0).Select(one => one.Stance.State));
        }

        return (size, [.. codes.Order(StringComparer.Ordinal)]);
    }

    /// <summary>
    /// The stance by kind: supports, does not object, abstains, opposes, is unknown, has set a condition, or is inferred to oppose.
    /// </summary>
    static MemberStance StanceOf(string code, int kind) => kind switch
    {
        0 => new(code, CountedStance.Support, AssessedStanceBasis.Voted),
        1 => new(code, CountedStance.NoObjection, AssessedStanceBasis.Inferred),
        2 => new(code, CountedStance.Abstain, AssessedStanceBasis.Declared),
        3 => new(code, CountedStance.Oppose, AssessedStanceBasis.Declared),
        4 => new(code, CountedStance.Unknown, AssessedStanceBasis.Inferred),
        5 => new(code, CountedStance.Unknown, AssessedStanceBasis.Declared),
        _ => new(code, CountedStance.Oppose, AssessedStanceBasis.Inferred),
    };
}
