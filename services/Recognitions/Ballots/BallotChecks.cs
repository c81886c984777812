using Google.Protobuf.Collections;
using KosovoNato.Recognitions.Questions;

namespace KosovoNato.Recognitions.Ballots;

/// <summary>Validation rules for ballots.</summary>
static class BallotChecks
{
    const int MaxResults = 10;
    const int MaxVoters = 300;

    public static void Check(Ballot ballot, FieldSelection fields, FieldViolations at)
    {
        NameChecks.CheckChild("questions", "ballots", ballot.Name, at);
        HashSet<string> voted = [], sent = [];
        new FieldChecks(at, fields)
            .UpperSnake("body", ballot.Body)
            .Require("date", ballot.Date.Length > 0, "is required and must be a date in the form YYYY-MM-DD")
            .Day("date", ballot.Date)
            .Require("round", ballot.Round >= 0, "must not be negative; 0 means that there was one round")
            .Text("threshold", ballot.Threshold, 200)
            .Check("results", inside => CheckResults(ballot.Results, inside))
            .Each("choices", ballot.Choices, MaxVoters, (choice, inside) => Check(choice, voted, inside))
            .Each("delegations", ballot.Delegations, MaxVoters, (delegation, inside) => Check(delegation, sent, inside))
            .Evidence(ballot.Evidence)
            .Note(ballot.Note);
    }

    /// <summary>Converts a ballot to its stored form. Rejects a ballot that does not fit its results or the recorded facts.</summary>
    public static void Complete(Ballot ballot, Transaction draft)
    {
        DateChecks.RequireBegun(draft.Today, (ballot.Date, "ballot.date"));
        Normalize(ballot);
        foreach (var state in ballot.Choices.Select(choice => choice.State).Concat(ballot.Delegations.Select(sent => sent.State)))
        {
            draft.Get<State>(ResourceNames.State(state));
        }

        BallotTotals.RequireFit(ballot);
    }

    static void CheckResults(IReadOnlyList<BallotResult> results, FieldViolations at)
    {
        at.Require(results.Count(result => result.Rank is ClaimRank.Unspecified or ClaimRank.Preferred) == 1, "results",
            "must have exactly one result with the rank PREFERRED, or without a rank; competing results have the rank NORMAL");
        ValueChecks.CheckEach(results, MaxResults, at, "results", Check);
    }

    static void Check(BallotResult result, FieldViolations at)
    {
        at.Require(result.Votes is not null, "votes", "is required");
        at.Require(!result.Itemized || result.Votes is null or { HasInFavour: true, HasAgainst: true, HasAbstentions: true }, "votes",
            "must have all numbers if `itemized` is set");
        QuestionChecks.CheckVotes(result.Votes, at);
        at.Require(!result.HasAbsent || result.Absent >= 0, "absent", "must not be negative; leave it unset if unknown");
        ValueChecks.CheckOptional(result.Rank, at, "rank");
        EvidenceChecks.Check(result.Evidence, at);
        ValueChecks.CheckNote(result.Note, at);
    }

    static void Check(BallotChoice choice, HashSet<string> voted, FieldViolations at)
    {
        CheckState(choice.State, voted, at);
        ValueChecks.CheckListed(choice.Choice, at, "choice");
        CheckOptional(choice.Evidence, at);
        ValueChecks.CheckNote(choice.Note, at);
    }

    static void Check(DelegationVotes delegation, HashSet<string> sent, FieldViolations at)
    {
        CheckState(delegation.State, sent, at);
        QuestionChecks.CheckVotes(delegation.Votes, at);
        CheckOptional(delegation.Evidence, at);
        ValueChecks.CheckNote(delegation.Note, at);
    }

    static void CheckState(string code, HashSet<string> seen, FieldViolations at)
    {
        StateCodes.Check(code, at, "state");
        at.Require(seen.Add(StateCodes.Canonical(code)), "state", "must be unique in the ballot: a state votes once");
    }

    static void CheckOptional(Evidence.V1.Evidence? evidence, FieldViolations at)
    {
        if (evidence is not null)
        {
            EvidenceChecks.Check(evidence, at);
        }
    }

    static void Normalize(Ballot ballot)
    {
        ballot.Evidence = EvidenceChecks.Normalized(ballot.Evidence);
        foreach (var result in ballot.Results)
        {
            result.Rank = result.Rank == ClaimRank.Unspecified ? ClaimRank.Preferred : result.Rank;
            result.Evidence = EvidenceChecks.Normalized(result.Evidence);
        }

        foreach (var choice in ballot.Choices)
        {
            choice.State = StateCodes.Canonical(choice.State);
            choice.Evidence = choice.Evidence is { } evidence ? EvidenceChecks.Normalized(evidence) : null;
        }

        foreach (var delegation in ballot.Delegations)
        {
            delegation.State = StateCodes.Canonical(delegation.State);
            delegation.Evidence = delegation.Evidence is { } evidence ? EvidenceChecks.Normalized(evidence) : null;
        }

        Sort(ballot.Choices, choice => choice.State);
        Sort(ballot.Delegations, delegation => delegation.State);
    }

    static void Sort<T>(RepeatedField<T> elements, Func<T, string> key)
    {
        List<T> sorted = [.. elements.OrderBy(key, StringComparer.Ordinal)];
        elements.Clear();
        elements.AddRange(sorted);
    }
}
