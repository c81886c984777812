namespace KosovoNato.Recognitions.Ballots;

/// <summary>Compares the choices of states, or the votes of delegations, with the results of a ballot.</summary>
static class BallotTotals
{
    /// <summary>
    /// Rejects a ballot whose votes do not fit. An itemized result must have exactly the given votes. If there is none, the votes may be
    /// incomplete, but no more than the preferred result has.
    /// </summary>
    public static void RequireFit(Ballot ballot)
    {
        if (ballot.Choices.Count > 0 && ballot.Delegations.Count > 0)
        {
            throw ApiException.RuleViolated("STATES_AND_DELEGATIONS", ballot.Name,
                $"{ballot.Name} has `choices` and `delegations`: either states vote, or the members of their delegations. Clear one of "
                + "them.");
        }

        var given = Tally.Of(ballot);
        List<BallotResult> itemized = [.. ballot.Results.Where(result => result.Itemized)];
        foreach (var result in itemized)
        {
            RequireEqual(result, given, ballot.Name);
        }

        if (itemized.Count == 0)
        {
            RequireWithin(ballot.Results.Single(result => result.Rank == ClaimRank.Preferred), given, ballot.Name);
        }
    }

    static void RequireEqual(BallotResult result, Tally given, string name)
    {
        var missing = 0L;
        foreach (var (kind, votes, total) in given.Beside(result.Votes))
        {
            missing += total!.Value - votes;
            Require(total >= votes, name, $"{votes} {kind}, and the itemized result has {total}");
        }

        Require(missing == given.Unclear, name,
            $"{given.Unclear} UNCLEAR, and the itemized result has {missing} votes that are not among the choices");
        Require(result.Absent == given.Absent, name, $"{given.Absent} ABSENT, and the itemized result has {result.Absent}");
    }

    static void RequireWithin(BallotResult result, Tally given, string name)
    {
        var votes = given.Beside(result.Votes).ToList();
        foreach (var (kind, count, total) in votes)
        {
            Require(count <= (total ?? int.MaxValue), name, $"{count} {kind}, and the preferred result has only {total}");
        }

        if (votes.TrueForAll(vote => vote.Total is not null))
        {
            var (cast, all) = (votes.Sum(vote => vote.Votes) + given.Unclear, votes.Sum(vote => (long)vote.Total!.Value));
            Require(cast <= all, name, $"{cast} votes, and the preferred result has only {all}");
        }

        Require(!result.HasAbsent || given.Absent <= result.Absent, name,
            $"{given.Absent} ABSENT, and the preferred result has only {result.Absent}");
    }

    static void Require(bool holds, string name, string difference)
    {
        if (!holds)
        {
            throw ApiException.RuleViolated("VOTES_DO_NOT_FIT_RESULT", name,
                $"{name} names {difference}. Correct the votes or the result. If sources differ, add a competing result with the rank "
                + "NORMAL.");
        }
    }

    /// <summary>The numbers of the given votes.</summary>
    readonly record struct Tally(long InFavour, long Against, long Abstained, long Absent, long Unclear)
    {
        public static Tally Of(Ballot ballot)
        {
            var choices = ballot.Choices.CountBy(choice => choice.Choice).ToDictionary();
            return new(
                choices.GetValueOrDefault(VoteChoice.For) + ballot.Delegations.Sum(sent => (long)(sent.Votes?.InFavour ?? 0)),
                choices.GetValueOrDefault(VoteChoice.Against) + ballot.Delegations.Sum(sent => (long)(sent.Votes?.Against ?? 0)),
                choices.GetValueOrDefault(VoteChoice.Abstained) + ballot.Delegations.Sum(sent => (long)(sent.Votes?.Abstentions ?? 0)),
                choices.GetValueOrDefault(VoteChoice.Absent),
                choices.GetValueOrDefault(VoteChoice.Unclear));
        }

        /// <summary>The given votes of each kind, and the number that a result has.</summary>
        public IEnumerable<(string Kind, long Votes, int? Total)> Beside(VoteCounts result) =>
        [
            ("FOR", InFavour, result.HasInFavour ? result.InFavour : null),
            ("AGAINST", Against, result.HasAgainst ? result.Against : null),
            ("ABSTAINED", Abstained, result.HasAbstentions ? result.Abstentions : null),
        ];
    }
}
