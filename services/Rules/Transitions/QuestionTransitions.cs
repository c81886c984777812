namespace KosovoNato.Rules.Transitions;

/// <summary>
/// The status transitions that are allowed for a question: DRAFT to OPEN, OPEN to an outcome, and NO_CONSENSUS to OPEN again.
/// </summary>
public static class QuestionTransitions
{
    static readonly QuestionStatus[] Outcomes =
        [QuestionStatus.Adopted, QuestionStatus.Rejected, QuestionStatus.NoConsensus, QuestionStatus.Lapsed];

    public static bool IsOutcome(QuestionStatus status) => Outcomes.Contains(status);

    /// <summary>Whether a question with this status can still get an outcome.</summary>
    public static bool IsOpen(QuestionStatus status) => AllowedFrom(status).Length > 0;

    public static QuestionStatus[] AllowedFrom(QuestionStatus status) => status switch
    {
        QuestionStatus.Draft or QuestionStatus.NoConsensus => [QuestionStatus.Open],
        QuestionStatus.Open => Outcomes,
        _ => [],
    };

    public static void Require(Question question, QuestionStatus next) =>
        StatusTransitions.RequireAllowed(question.Name, question.Status, next, AllowedFrom(question.Status));
}
