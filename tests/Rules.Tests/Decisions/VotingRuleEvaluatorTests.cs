using KosovoNato.Rules.Decisions;

namespace KosovoNato.Rules.Tests.Decisions;

public sealed class VotingRuleEvaluatorTests
{
    // One letter per member: Support, No objection, Abstain, Oppose, Unknown, Condition set.
    [Theory]
    [InlineData("SNA", Verdict.Met, 0, "")]
    [InlineData("SNO", Verdict.Blocked, 1, "O")]
    [InlineData("SUO", Verdict.Blocked, 2, "O")]
    [InlineData("SNU", Verdict.Undetermined, 1, "")]
    [InlineData("SNC", Verdict.Undetermined, 1, "")]
    [InlineData("", Verdict.Undetermined, 0, "")]
    public void Consensus_and_unanimity_need_no_objections(string stances, Verdict verdict, int needed, string blockers)
    {
        AssertVerdict(Of(VotingRule.Consensus, stances), verdict, needed, blockers);
        AssertVerdict(Of(VotingRule.Unanimity, stances), verdict, needed, blockers);
    }

    [Theory]
    [InlineData("SNA", Verdict.Blocked, 1, "A")]
    [InlineData("SUAO", Verdict.Blocked, 3, "AO")]
    [InlineData("SNU", Verdict.Undetermined, 1, "")]
    [InlineData("SN", Verdict.Met, 0, "")]
    public void An_abstention_prevents_unanimity_if_the_rule_says_so(string stances, Verdict verdict, int needed, string blockers) =>
        AssertVerdict(Of(VotingRule.Unanimity, stances, abstentionBlocks: true), verdict, needed, blockers);

    [Theory]
    [InlineData(VotingRule.Consensus, "SU", Verdict.Met, 0, "")]
    [InlineData(VotingRule.Consensus, "SC", Verdict.Undetermined, 1, "")]
    [InlineData(VotingRule.Consensus, "UO", Verdict.Blocked, 1, "O")]
    [InlineData(VotingRule.Unanimity, "SU", Verdict.Undetermined, 1, "")]
    public void In_a_silence_procedure_a_silent_member_does_not_object(
        VotingRule rule, string stances, Verdict verdict, int needed, string blockers) =>
        AssertVerdict(Of(rule, stances, silence: true), verdict, needed, blockers);

    [Theory]
    [InlineData("SNO", Verdict.Met, 0, "")]
    [InlineData("SOA", Verdict.Blocked, 1, "O")]
    [InlineData("SAA", Verdict.Met, 0, "")]
    [InlineData("AA", Verdict.Blocked, 1, "")]
    [InlineData("SU", Verdict.Undetermined, 1, "")]
    [InlineData("SOO", Verdict.Blocked, 1, "OO")]
    [InlineData("SOOOO", Verdict.Blocked, 2, "OOOO")]
    [InlineData("SSU", Verdict.Met, 0, "")]
    [InlineData("SOU", Verdict.Undetermined, 1, "O")]
    [InlineData("OOU", Verdict.Blocked, 2, "OO")]
    [InlineData("OU", Verdict.Blocked, 2, "O")]
    [InlineData("", Verdict.Undetermined, 1, "")]
    public void A_simple_majority_is_of_the_votes_cast(string stances, Verdict verdict, int needed, string blockers) =>
        AssertVerdict(Of(VotingRule.SimpleMajority, stances), verdict, needed, blockers);

    [Theory]
    [InlineData("SNO", "2/3", Verdict.Met, 0, "")]
    [InlineData("SOO", "2/3", Verdict.Blocked, 1, "OO")]
    [InlineData("SAO", "2/3", Verdict.Blocked, 1, "AO")]
    [InlineData("SUO", "2/3", Verdict.Undetermined, 1, "O")]
    [InlineData("SSNO", "2/3", Verdict.Met, 0, "")]
    [InlineData("SSOO", "2/3", Verdict.Blocked, 1, "OO")]
    [InlineData("SSNAA", "2/3 of votes cast", Verdict.Met, 0, "")]
    [InlineData("SOA", "1/2 of votes cast", Verdict.Met, 0, "")]
    [InlineData("SOO", "1/2 of votes cast", Verdict.Blocked, 1, "OO")]
    [InlineData("SOU", "1/2 of votes cast", Verdict.Undetermined, 1, "O")]
    [InlineData("AAA", "1/2 of votes cast", Verdict.Blocked, 1, "")]
    public void A_qualified_majority_is_of_all_or_of_the_votes_cast(
        string stances, string threshold, Verdict verdict, int needed, string blockers) =>
        AssertVerdict(Of(VotingRule.QualifiedMajority, stances, threshold), verdict, needed, blockers);

    [Theory]
    [InlineData("SSS", "")]
    [InlineData("SSS", "9 of 15")]
    [InlineData("OOO", "two thirds")]
    public void An_unreadable_threshold_leaves_the_verdict_undetermined(string stances, string threshold)
    {
        var assessment = Of(VotingRule.QualifiedMajority, stances, threshold)!;
        Assert.Equal((Verdict.Undetermined, null, null), (assessment.Verdict, assessment.NeededCount, assessment.RequiredVotes));
    }

    [Theory]
    [InlineData("SSSSS", Verdict.Undetermined, 4, "")]
    [InlineData("SSSAA", Verdict.Undetermined, 6, "")]
    [InlineData("SSSSU", Verdict.Undetermined, 5, "")]
    [InlineData("SSSOO", Verdict.Blocked, 6, "OO")]
    public void The_stances_of_permanent_members_alone_determine_only_a_veto(string stances, Verdict verdict, int needed, string blockers)
    {
        AssertVerdict(Of(VotingRule.SecurityCouncil, stances), verdict, needed, blockers);
        Assert.Equal(
            (9, 10), (Of(VotingRule.SecurityCouncil, stances)!.RequiredVotes, Of(VotingRule.SecurityCouncil, stances)!.UnrecordedSeats));
    }

    // The permanent members first, then the elected members.
    [Theory]
    [InlineData("SSSSSSSSN", Verdict.Met, 0, "", 0)]
    [InlineData("SSSAASSSSSS", Verdict.Met, 0, "", 0)]
    [InlineData("SSSAASSSSSSOOUA", Verdict.Met, 0, "", 0)]
    [InlineData("SSSSOSSSSSS", Verdict.Blocked, 1, "O", 0)]
    [InlineData("SSSSUSSSSSU", Verdict.Undetermined, 1, "", 1)]
    [InlineData("SSSSUSSSU", Verdict.Undetermined, 2, "", 2)]
    [InlineData("SSSSSOOOAAA", Verdict.Undetermined, 4, "", 0)]
    [InlineData("SSSSSOOOAAAA", Verdict.Blocked, 4, "OOOAAAA", 0)]
    [InlineData("SSAAASSSSSSOOOU", Verdict.Undetermined, 1, "", 1)]
    public void The_security_council_needs_nine_votes_in_favor_and_no_permanent_member_against(
        string stances, Verdict verdict, int needed, string blockers, int unknowns)
    {
        var assessment = Of(VotingRule.SecurityCouncil, stances)!;
        AssertVerdict(assessment, verdict, needed, blockers);
        Assert.Equal((unknowns, 15 - stances.Length), (assessment.UnknownMembers.Count, assessment.UnrecordedSeats));
    }

    [Fact]
    public void A_rule_of_a_newer_contract_has_no_verdict() => Assert.Null(Of((VotingRule)99, "SSS"));

    static DecisionAssessment? Of(
        VotingRule rule, string stances, string threshold = "", bool silence = false, bool abstentionBlocks = false) =>
        VotingRuleEvaluator.Of(
        new DecisionRule { VotingRule = rule, Threshold = threshold, AbstentionBlocks = abstentionBlocks },
        [.. stances.Select(
            (letter, i) => new MemberStance(
                CodeOf(i), LeaningOf(letter), letter == 'C' ? AssessedStanceBasis.Declared : AssessedStanceBasis.Inferred))],
        silence);

    static string CodeOf(int place) => place < 5 ? "CN FR GB RU US".Split(' ')[place] : $"M{place}";

    static CountedStance LeaningOf(char letter) => letter switch
    {
        'S' => CountedStance.Support,
        'N' => CountedStance.NoObjection,
        'A' => CountedStance.Abstain,
        'O' => CountedStance.Oppose,
        _ => CountedStance.Unknown,
    };

    static void AssertVerdict(DecisionAssessment? assessment, Verdict verdict, int needed, string blockers)
    {
        Assert.NotNull(assessment);
        Assert.Equal((verdict, needed), (assessment.Verdict, assessment.NeededCount));
        Assert.Equal(
            blockers, string.Concat(assessment.BlockingMembers.Select(blocker => blocker.Leaning == CountedStance.Oppose ? 'O' : 'A')));
    }
}
