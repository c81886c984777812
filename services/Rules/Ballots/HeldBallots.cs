using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.Timelines;

namespace KosovoNato.Rules.Ballots;

/// <summary>The ballots about a subject up to a day, and the votes of states in them.</summary>
public static class HeldBallots
{
    /// <summary>The ballots with their questions, ordered by name.</summary>
    public static IEnumerable<(Ballot Ballot, Question Question)> About(string subject, FactBase facts) =>
        from ballot in facts.Resources.List<Ballot>()
        where CastVotes.DayOf(ballot) <= facts.Day
        let question = facts.Resources.Get<Question>(ResourceNames.Parent(ballot.Name))
        where question.Subject == subject
        select (ballot, question);

    /// <summary>Finds a ballot and its question, or throws NOT_FOUND if the ballot does not exist on the day.</summary>
    public static (Ballot Ballot, Question Question) Get(string name, FactBase facts) =>
        facts.Resources.Get<Ballot>(name) is var ballot && CastVotes.DayOf(ballot) <= facts.Day
            ? (ballot, facts.Resources.Get<Question>(ResourceNames.Parent(name)))
            : throw ApiException.NotFound(name);

    /// <summary>The status of a recognition on the day of a ballot.</summary>
    public static RecognitionStatus StatusOf(string state, Ballot ballot, Question question, FactBase facts) =>
        facts.On(CastVotes.DayOf(ballot)).StatusOf(state, question.Subject);

    /// <summary>Whether a state with this status recognizes: a claimed withdrawal does not end a recognition.</summary>
    public static bool IsRecognizing(RecognitionStatus status) =>
        status is RecognitionStatus.Recognized or RecognitionStatus.WithdrawalClaimed;

    /// <summary>The vote of a state, or of its delegation; null if the ballot has neither.</summary>
    public static CastVote? VoteOf(string state, Ballot ballot, Question question, SupportingFacts bases)
    {
        var choice = CastVotes.ChoiceOf(ballot, state);
        var delegation = ballot.Delegations.FirstOrDefault(sent => sent.State == state);
        if (choice == VoteChoice.Unspecified && delegation is null)
        {
            return null;
        }

        var then = bases.On(CastVotes.DayOf(ballot));
        var status = then.Facts.StatusOf(state, question.Subject);
        return new()
        {
            Ballot = ballot.Name,
            State = state,
            Organization = question.Organization,
            Date = ballot.Date,
            Choice = choice,
            StanceTowardSubject = CastVotes.TowardSubject(choice, question) ?? Stance.Unspecified,
            DelegationVotes = delegation?.Votes,
            RecognitionStatus = status,
            Recognized = IsRecognizing(status),
            SupportingFacts =
            {
                bases.Ballot(ballot.Name, state),
                then.Recognition(state, question.Subject),
            },
        };
    }
}
