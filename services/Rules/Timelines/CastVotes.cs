using KosovoNato.Rules.Decisions;

namespace KosovoNato.Rules.Timelines;

/// <summary>The choices of states in a ballot, and the stances that follow from them.</summary>
public static class CastVotes
{
    static readonly object Choices = new();

    public static DateOnly DayOf(Ballot ballot) => PartialDate.Parse(ballot.Date).First;

    /// <summary>The choice of a state; UNSPECIFIED if the ballot has none.</summary>
    public static VoteChoice ChoiceOf(Ballot ballot, string code) => VersionCache.Of(ballot, Choices,
        static recorded => recorded.Choices.ToDictionary(voted => voted.State, voted => voted.Choice, StringComparer.Ordinal))
        .GetValueOrDefault(code);

    /// <summary>The stance toward the decision that a choice shows; null if it shows none, as an absence.</summary>
    public static Stance? StanceOf(VoteChoice choice) => choice switch
    {
        VoteChoice.For => Stance.Support,
        VoteChoice.Against => Stance.Oppose,
        VoteChoice.Abstained => Stance.Abstain,
        _ => null,
    };

    /// <summary>
    /// The stance toward the subject that a choice shows: SUPPORT if the state voted as the subject wants, OPPOSE if it voted against.
    /// </summary>
    public static Stance? TowardSubject(VoteChoice choice, Question question) =>
        StanceOf(choice) is { } stance ? question.OpposedBySubject ? Reversed(stance) : stance : null;

    /// <summary>The vote of a state on the question of a ballot; null if it shows no stance.</summary>
    internal static RecordedStance? Vote(Ballot ballot, string code) => StanceOf(ChoiceOf(ballot, code)) is { } stance
        ? new(stance, AssessedStanceBasis.Voted, ballot.Name, DayOf(ballot))
        : null;

    /// <summary>The vote of a state as a stance on a related question; null if it shows no stance.</summary>
    /// <param name="voted">The question of the ballot.</param>
    internal static RecordedStance? VoteBefore(Ballot ballot, string code, Question voted, Question question) =>
        Vote(ballot, code) is not { } vote ? null : vote with
        {
            Stance = voted.OpposedBySubject == question.OpposedBySubject ? vote.Stance : Reversed(vote.Stance),
            Basis = AssessedStanceBasis.VotedBefore,
        };

    static Stance Reversed(Stance stance) => stance switch
    {
        Stance.Support => Stance.Oppose,
        Stance.Oppose => Stance.Support,
        _ => stance,
    };
}
