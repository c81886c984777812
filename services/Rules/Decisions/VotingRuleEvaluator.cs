namespace KosovoNato.Rules.Decisions;

/// <summary>Applies a voting rule to the stances of the electorate.</summary>
static class VotingRuleEvaluator
{
    /// <param name="silence">Whether consensus is sought under a silence procedure, in which a member without a recorded stance counts as
    /// not objecting.</param>
    public static DecisionAssessment? Of(DecisionRule rule, IReadOnlyList<MemberStance> stances, bool silence) => rule.VotingRule switch
    {
        VotingRule.Consensus => ByNoObjection(rule, WithStance(stances, CountedStance.Oppose), stances, silence),
        VotingRule.Unanimity => ByNoObjection(
            rule, [.. stances.Where(stance => IsAgainstUnanimity(rule, stance.Leaning))], stances, silence: false),
        VotingRule.SimpleMajority => BySimpleMajority(rule, stances),
        VotingRule.QualifiedMajority => ByQualifiedMajority(rule, stances, VotingThreshold.Parse(rule.Threshold)),
        VotingRule.SecurityCouncil => SecurityCouncil.Assess(rule, stances),
        _ => null,
    };

    /// <summary>Whether a stance prevents unanimity. An abstention does only if the rule says so.</summary>
    internal static bool IsAgainstUnanimity(DecisionRule rule, CountedStance leaning) =>
        leaning == CountedStance.Oppose || (leaning == CountedStance.Abstain && rule.AbstentionBlocks);

    /// <summary>
    /// Assesses consensus or unanimity. A member that has set a condition does not count as silent. An abstention never prevents consensus.
    /// </summary>
    static DecisionAssessment ByNoObjection(
        DecisionRule rule, IReadOnlyList<MemberStance> blockers, IReadOnlyList<MemberStance> stances, bool silence)
    {
        List<MemberStance> unknowns = [
            .. WithStance(stances, CountedStance.Unknown).Where(stance => !silence || stance.Basis != AssessedStanceBasis.Inferred)];
        var verdict = blockers.Count > 0 ? Verdict.Blocked
            : unknowns.Count > 0 || stances.Count == 0 ? Verdict.Undetermined
            : Verdict.Met;
        return new(verdict, rule, stances, blockers.Count + unknowns.Count) { BlockingMembers = blockers, UnknownMembers = unknowns };
    }

    /// <summary>
    /// Assesses a majority of the votes cast, which do not include abstentions. A member that does not object counts as a vote in favor.
    /// </summary>
    static DecisionAssessment BySimpleMajority(DecisionRule rule, IReadOnlyList<MemberStance> stances)
    {
        var (inFavour, against, unknown) = Votes(stances);
        var verdict = inFavour > against + unknown ? Verdict.Met
            : stances.Count > 0 && against >= inFavour + unknown ? Verdict.Blocked
            : Verdict.Undetermined;
        // More than half of the votes, counting members whose stance is unknown as voters.
        return Majority(rule, stances, verdict, ((inFavour + against + unknown) / 2) + 1, WithStance(stances, CountedStance.Oppose));
    }

    /// <summary>
    /// Assesses a share of all members or of the votes cast, as the threshold says. In a share of all members, an abstention counts like a
    /// vote against.
    /// </summary>
    static DecisionAssessment ByQualifiedMajority(DecisionRule rule, IReadOnlyList<MemberStance> stances, VotingThreshold? threshold)
    {
        var (inFavour, against, unknown) = Votes(stances);
        if (threshold is not { } share || stances.Count == 0)
        {
            return new(Verdict.Undetermined, rule, stances, null) { UnknownMembers = WithStance(stances, CountedStance.Unknown) };
        }

        // MET even if all unknown members vote against, BLOCKED even if all unknown members vote in favor.
        var cast = inFavour + against + unknown;
        var wanted = share.Of(share.IsOfVotesCast ? cast : stances.Count);
        var verdict = inFavour >= wanted ? Verdict.Met
            : inFavour + unknown < wanted ? Verdict.Blocked
            : Verdict.Undetermined;
        var inTheWay = stances.Where(
            stance => stance.Leaning == CountedStance.Oppose || (stance.Leaning == CountedStance.Abstain && !share.IsOfVotesCast));
        return Majority(rule, stances, verdict, wanted, [.. inTheWay]);
    }

    /// <summary>Builds the assessment for a majority rule. Once the majority is reached, no member blocks the decision.</summary>
    static DecisionAssessment Majority(
        DecisionRule rule, IReadOnlyList<MemberStance> stances, Verdict verdict, int wanted, IReadOnlyList<MemberStance> against)
    {
        var isMet = verdict == Verdict.Met;
        return new(verdict, rule, stances, isMet ? 0 : Math.Max(wanted - Votes(stances).InFavour, 0))
        {
            BlockingMembers = isMet ? [] : against,
            UnknownMembers = isMet ? [] : WithStance(stances, CountedStance.Unknown),
            RequiredVotes = wanted,
        };
    }

    static (int InFavour, int Against, int Unknown) Votes(IReadOnlyList<MemberStance> stances) =>
        (stances.Count(stance => stance.Leaning is CountedStance.Support or CountedStance.NoObjection),
            stances.Count(stance => stance.Leaning == CountedStance.Oppose),
            stances.Count(stance => stance.Leaning == CountedStance.Unknown));

    static List<MemberStance> WithStance(IEnumerable<MemberStance> stances, CountedStance leaning) =>
        [.. stances.Where(stance => stance.Leaning == leaning)];
}
