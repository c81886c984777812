namespace KosovoNato.Rules.Decisions;

/// <summary>The assessment of whether an organization would take a decision.</summary>
/// <param name="Rule">The rule that was applied.</param>
/// <param name="Stances">The stance of each member of the electorate, ordered by code.</param>
/// <param name="NeededCount">The number of further members that must agree or withdraw their objection. 0 if the rule is met, null if the
/// threshold cannot be parsed.</param>
public sealed record DecisionAssessment(Verdict Verdict, DecisionRule Rule, IReadOnlyList<MemberStance> Stances, int? NeededCount)
{
    /// <summary>The question with the recorded stances; null if no question is recorded.</summary>
    public Question? Question { get; init; }

    /// <summary>The members that block the decision.</summary>
    public IReadOnlyList<MemberStance> BlockingMembers { get; init; } = [];

    /// <summary>The members whose stance is unknown and matters.</summary>
    public IReadOnlyList<MemberStance> UnknownMembers { get; init; } = [];

    /// <summary>
    /// The number of votes in favor that the rule needs; null if the rule counts no votes, or the number cannot be determined.
    /// </summary>
    public int? RequiredVotes { get; init; }

    /// <summary>The number of seats whose holder is not recorded.</summary>
    public int UnrecordedSeats { get; init; }

    /// <summary>
    /// The number of blocking members whose stance is only inferred: recognition is not consent, and its absence is not a veto.
    /// </summary>
    public int InferredBlockingCount => BlockingMembers.Count(blocker => blocker.Basis == AssessedStanceBasis.Inferred);
}

/// <summary>The stance of one member of the electorate.</summary>
public readonly record struct MemberStance(string State, CountedStance Leaning, AssessedStanceBasis Basis)
{
    /// <summary>
    /// The status of the recognition that the stance was inferred from; UNSPECIFIED if it was not inferred, or no recognition is recorded.
    /// </summary>
    public RecognitionStatus Recognition { get; init; }

    /// <summary>The name of the position or the ballot that shows the stance; empty if the stance was inferred.</summary>
    public string Origin { get; init; } = "";
}
