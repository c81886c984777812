namespace KosovoNato.Rules.Decisions;

/// <summary>What a majority takes. Those of whom it is not known where they stand are taken to be against.</summary>
/// <param name="Rule">SIMPLE_MAJORITY or QUALIFIED_MAJORITY.</param>
/// <param name="Share">The share that a qualified one takes; none if it cannot be read, and then it is never reached.</param>
readonly record struct Majority(Rule Rule, VotingThreshold? Share, int InFavour, int Against, int Abstaining)
{
    public static Majority Of(DecisionAssessment assessment) => new(
        assessment.Rule.Rule,
        VotingThreshold.Parse(assessment.Rule.Threshold),
        assessment.Stances.Count(stance => stance.Leaning is Leaning.Support or Leaning.NoObjection),
        assessment.Stances.Count(stance => stance.Leaning is Leaning.Oppose or Leaning.Unknown),
        assessment.Stances.Count(stance => stance.Leaning == Leaning.Abstain));

    /// <summary>Says whether it is reached if so many of those against, and so many of those who abstain, are in favour.</summary>
    public bool IsReached(int fromAgainst, int fromAbstaining)
    {
        int inFavour = InFavour + fromAgainst + fromAbstaining, against = Against - fromAgainst;
        return Rule == Rule.SimpleMajority ? inFavour > against
            : Share is { } share && inFavour >= share.Of(share.IsOfVotesCast ? inFavour + against : InFavour + Against + Abstaining);
    }
}
