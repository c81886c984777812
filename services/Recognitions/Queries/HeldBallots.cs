using KosovoNato.Rules.Timelines;

namespace KosovoNato.Recognitions.Queries;

/// <summary>The ballots about a subject up to the day of a scenario, and the votes of states in them.</summary>
static class HeldBallots
{
    /// <summary>The ballots with their questions, ordered by name.</summary>
    public static IEnumerable<(Ballot Ballot, Question Question)> About(string subject, RecognitionScenario world) =>
        from ballot in world.Resources.List<Ballot>()
        where CastVotes.DayOf(ballot) <= world.Day
        let question = world.Get<Question>(ResourceNames.Parent(ballot.Name))
        where question.Subject == subject
        select (ballot, question);

    /// <summary>Finds a ballot and its question, or throws NOT_FOUND if the ballot does not exist on the day.</summary>
    public static (Ballot Ballot, Question Question) Get(string name, RecognitionScenario world) =>
        world.Get<Ballot>(name) is var ballot && CastVotes.DayOf(ballot) <= world.Day
            ? (ballot, world.Get<Question>(ResourceNames.Parent(name)))
            : throw ApiException.NotFound(name);

    /// <summary>The status of a recognition on the day of a ballot.</summary>
    public static RecognitionStatus StatusOf(string state, Ballot ballot, Question question, RecognitionScenario world) =>
        world.Facts.On(CastVotes.DayOf(ballot)).StatusOf(state, question.Subject);

    /// <summary>Whether a state with this status recognizes: a claimed withdrawal does not end a recognition.</summary>
    public static bool IsRecognizing(RecognitionStatus status) =>
        status is RecognitionStatus.Recognized or RecognitionStatus.WithdrawalClaimed;

    /// <summary>The vote of a state, or of its delegation; null if the ballot has neither.</summary>
    public static CastVote? VoteOf(string state, Ballot ballot, Question question, RecognitionScenario world)
    {
        var choice = CastVotes.ChoiceOf(ballot, state);
        var delegation = ballot.Delegations.FirstOrDefault(sent => sent.State == state);
        if (choice == VoteChoice.Unspecified && delegation is null)
        {
            return null;
        }

        var status = StatusOf(state, ballot, question, world);
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
                world.Bases.Ballot(ballot.Name, state),
                world.BasesOn(CastVotes.DayOf(ballot)).Recognition(state, question.Subject),
            },
        };
    }
}
