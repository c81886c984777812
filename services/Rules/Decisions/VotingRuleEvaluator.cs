namespace KosovoNato.Rules.Decisions;

/// <summary>Applies a voting rule to the stances of the electorate.</summary>
static class VotingRuleEvaluator
{
    /// <param name="silence">Whether consensus is sought under a silence procedure, in which a member without a recorded stance counts as
    /// not objecting.</param>
    public static DecisionAssessment? Of(DecisionRule rule, IReadOnlyList<MemberStance> stances, bool silence) => rule.Rule switch
    {
        Rule.Consensus => ByNoObjection(rule, WithStance(stances, Leaning.Oppose), stances, silence),
        Rule.Unanimity => ByNoObjection(
            rule, [.. stances.Where(stance => IsAgainstUnanimity(rule, stance.Leaning))], stances, silence: false),
        Rule.SimpleMajority => BySimpleMajority(rule, stances),
        Rule.QualifiedMajority => ByQualifiedMajority(rule, stances, VotingThreshold.Parse(rule.Threshold)),
        Rule.SecurityCouncil => SecurityCouncil.Assess(rule, stances),
        _ => null,
    };

    /// <summary>Whether a stance prevents unanimity. An abstention does only if the rule says so.</summary>
    internal static bool IsAgainstUnanimity(DecisionRule rule, Leaning leaning) =>
        leaning == Leaning.Oppose || (leaning == Leaning.Abstain && rule.AbstentionBlocks);

    /// <summary>
    /// Assesses consensus or unanimity. A member that has set a condition does not count as silent. An abstention never prevents consensus.
    /// </summary>
    static DecisionAssessment ByNoObjection(
        DecisionRule rule, IReadOnlyList<MemberStance> blockers, IReadOnlyList<MemberStance> stances, bool silence)
    {
        List<MemberStance> unknowns = [
            .. WithStance(stances, Leaning.Unknown).Where(stance => !silence || stance.Basis != AssessedBasis.Inferred)];
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
        return Majority(rule, stances, verdict, ((inFavour + against + unknown) / 2) + 1, WithStance(stances, Leaning.Oppose));
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
            return new(Verdict.Undetermined, rule, stances, null) { UnknownMembers = WithStance(stances, Leaning.Unknown) };
        }

        // MET even if all unknown members vote against, BLOCKED even if all unknown members vote in favor.
        var cast = inFavour + against + unknown;
        var wanted = share.Of(share.IsOfVotesCast ? cast : stances.Count);
        var verdict = inFavour >= wanted ? Verdict.Met
            : inFavour + unknown < wanted ? Verdict.Blocked
            : Verdict.Undetermined;
        var inTheWay = stances.Where(
            stance => stance.Leaning == Leaning.Oppose || (stance.Leaning == Leaning.Abstain && !share.IsOfVotesCast));
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
            UnknownMembers = isMet ? [] : WithStance(stances, Leaning.Unknown),
            RequiredVotes = wanted,
        };
    }

    static (int InFavour, int Against, int Unknown) Votes(IReadOnlyList<MemberStance> stances) =>
        (stances.Count(stance => stance.Leaning is Leaning.Support or Leaning.NoObjection),
            stances.Count(stance => stance.Leaning == Leaning.Oppose),
            stances.Count(stance => stance.Leaning == Leaning.Unknown));

    static List<MemberStance> WithStance(IEnumerable<MemberStance> stances, Leaning leaning) =>
        [.. stances.Where(stance => stance.Leaning == leaning)];
}
