namespace KosovoNato.Rules.Decisions;

/// <summary>The votes that a majority rule counts. Members whose stance is unknown count as votes against.</summary>
/// <param name="Rule">SIMPLE_MAJORITY or QUALIFIED_MAJORITY.</param>
/// <param name="Share">The share that a qualified majority needs; null if it cannot be parsed, in which case the majority is never
/// reached.</param>
readonly record struct Majority(VotingRule Rule, VotingThreshold? Share, int InFavour, int Against, int Abstaining)
{
    public static Majority Of(DecisionAssessment assessment) => new(
        assessment.Rule.VotingRule,
        VotingThreshold.Parse(assessment.Rule.Threshold),
        assessment.Stances.Count(stance => stance.Leaning is CountedStance.Support or CountedStance.NoObjection),
        assessment.Stances.Count(stance => stance.Leaning is CountedStance.Oppose or CountedStance.Unknown),
        assessment.Stances.Count(stance => stance.Leaning == CountedStance.Abstain));

    /// <summary>
    /// Whether the majority is reached if the given numbers of members against and of abstaining members vote in favor instead.
    /// </summary>
    public bool IsReached(int fromAgainst, int fromAbstaining)
    {
        int inFavour = InFavour + fromAgainst + fromAbstaining, against = Against - fromAgainst;
        return Rule == VotingRule.SimpleMajority ? inFavour > against
            : Share is { } share && inFavour >= share.Of(share.IsOfVotesCast ? inFavour + against : InFavour + Against + Abstaining);
    }
}
