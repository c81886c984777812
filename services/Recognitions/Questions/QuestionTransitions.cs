using KosovoNato.Rules.Transitions;

namespace KosovoNato.Recognitions.Questions;

/// <summary>DRAFT becomes OPEN, OPEN gets an outcome, and only one without consensus can be put again.</summary>
static class QuestionTransitions
{
    static readonly QuestionStatus[] Outcomes =
        [QuestionStatus.Adopted, QuestionStatus.Rejected, QuestionStatus.NoConsensus, QuestionStatus.Lapsed];

    public static bool IsOutcome(QuestionStatus status) => Outcomes.Contains(status);

    public static QuestionStatus[] AllowedFrom(QuestionStatus status) => status switch
    {
        QuestionStatus.Draft or QuestionStatus.NoConsensus => [QuestionStatus.Open],
        QuestionStatus.Open => Outcomes,
        _ => [],
    };

    public static void Require(Question question, QuestionStatus next) =>
        StatusTransitions.RequireAllowed(question.Name, question.Status, next, AllowedFrom(question.Status));
}
