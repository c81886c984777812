namespace KosovoNato.Rules.Decisions;

/// <summary>What a rule makes of the stances of those who decide.</summary>
static class VotingRuleEvaluator
{
    /// <param name="silence">Whether consensus is sought by a procedure in which who says nothing does not object.</param>
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

    /// <summary>An abstention prevents unanimity only where the rule says so.</summary>
    internal static bool IsAgainstUnanimity(DecisionRule rule, Leaning leaning) =>
        leaning == Leaning.Oppose || (leaning == Leaning.Abstain && rule.AbstentionBlocks);

    /// <summary>Who has set a condition is not silent. An abstention never prevents consensus.</summary>
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

    /// <summary>Of the votes cast; an abstention is none. Who does not object is taken to vote in favour.</summary>
    static DecisionAssessment BySimpleMajority(DecisionRule rule, IReadOnlyList<MemberStance> stances)
    {
        var (inFavour, against, unknown) = Votes(stances);
        var verdict = inFavour > against + unknown ? Verdict.Met
            : stances.Count > 0 && against >= inFavour + unknown ? Verdict.Blocked
            : Verdict.Undetermined;
        // More than half of the votes, with those of whom it is not known where they stand taken to be against first.
        return Majority(rule, stances, verdict, ((inFavour + against + unknown) / 2) + 1, WithStance(stances, Leaning.Oppose));
    }

    /// <summary>Of all who decide, or of the votes cast, as the threshold says. Of all, an abstention counts like a vote against.</summary>
    static DecisionAssessment ByQualifiedMajority(DecisionRule rule, IReadOnlyList<MemberStance> stances, VotingThreshold? threshold)
    {
        var (inFavour, against, unknown) = Votes(stances);
        if (threshold is not { } share || stances.Count == 0)
        {
            return new(Verdict.Undetermined, rule, stances, null) { UnknownMembers = WithStance(stances, Leaning.Unknown) };
        }

        // Those of whom it is not known where they stand are taken to be against first, and then to be in favour.
        var cast = inFavour + against + unknown;
        var wanted = share.Of(share.IsOfVotesCast ? cast : stances.Count);
        var verdict = inFavour >= wanted ? Verdict.Met
            : inFavour + unknown < wanted ? Verdict.Blocked
            : Verdict.Undetermined;
        var inTheWay = stances.Where(
            stance => stance.Leaning == Leaning.Oppose || (stance.Leaning == Leaning.Abstain && !share.IsOfVotesCast));
        return Majority(rule, stances, verdict, wanted, [.. inTheWay]);
    }

    /// <summary>Where a majority is reached, the others stand in nobody's way.</summary>
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
