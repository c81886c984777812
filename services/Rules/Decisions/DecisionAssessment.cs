namespace KosovoNato.Rules.Decisions;

/// <summary>Whether an organization would take a decision, and on what that rests.</summary>
/// <param name="Rule">The rule that was applied.</param>
/// <param name="Stances">Where each of those who decide stands, by code.</param>
/// <param name="NeededCount">How many more have to agree, or stop to object, for the rule to be met; 0 if it is, and none if the
/// threshold cannot be read.</param>
public sealed record DecisionAssessment(Verdict Verdict, DecisionRule Rule, IReadOnlyList<MemberStance> Stances, int? NeededCount)
{
    /// <summary>The question on which recorded stances rest; none if nobody recorded one.</summary>
    public Question? Question { get; init; }

    /// <summary>Those who stand in the way.</summary>
    public IReadOnlyList<MemberStance> BlockingMembers { get; init; } = [];

    /// <summary>Those of whom it is not known where they stand, and who matter.</summary>
    public IReadOnlyList<MemberStance> UnknownMembers { get; init; } = [];

    /// <summary>How many have to be in favour; none if the rule counts no votes, or nobody can say.</summary>
    public int? RequiredVotes { get; init; }

    /// <summary>How many seats there are of which it is not recorded who holds them.</summary>
    public int UnrecordedSeats { get; init; }

    /// <summary>How many of the blockers were only inferred: recognition is not consent, and its absence is no veto.</summary>
    public int InferredBlockingCount => BlockingMembers.Count(blocker => blocker.Basis == AssessedBasis.Inferred);
}

/// <summary>Where one of those who decide stands.</summary>
public readonly record struct MemberStance(string State, Leaning Leaning, AssessedBasis Basis)
{
    /// <summary>The status of the recognition from which it was inferred; UNSPECIFIED if it was not, or there is no record.</summary>
    public RecognitionStatus Recognition { get; init; }
}
