using KosovoNato.Rules.Transitions;

namespace KosovoNato.Recognitions.Questions;

/// <summary>Corrects a question. Its status changes by other writes.</summary>
static class CorrectQuestion
{
    public static readonly CorrectWrite<CorrectQuestionRequest, Question> Write =
        new(["opened_on", "decided_on", "votes", "opposed_by_subject", "aim", "evidence", "note"], Check, Complete,
            RecognitionsEventType.CorrectionMade);

    static void Check(Question question, FieldSelection fields, FieldViolations at)
    {
        NameChecks.Check("questions", question.Name, at);
        new FieldChecks(at, fields)
            .Date("opened_on", question.OpenedOn)
            .Date("decided_on", question.DecidedOn)
            .Check("votes", inside => QuestionChecks.CheckVotes(question.Votes, inside))
            .Check("aim", inside => QuestionChecks.CheckAim(question.Aim, inside))
            .Evidence(question.Evidence)
            .Note(question.Note);
    }

    static void Complete(CorrectQuestionRequest request, Question before, Question question, Transaction draft)
    {
        DateChecks.RequireBegun(draft.Today, (question.OpenedOn, "question.opened_on"), (question.DecidedOn, "question.decided_on"));
        question.Evidence = EvidenceChecks.Normalized(question.Evidence);
        RequireFitting(question);
        QuestionChecks.RequireOrder(question);
    }

    /// <summary>A correction cannot state what only transitions record: that a question was opened, or has an outcome.</summary>
    static void RequireFitting(Question question)
    {
        var isDraft = question.Status == QuestionStatus.Draft;
        var isDecided = QuestionTransitions.IsOutcome(question.Status);
        Require(isDraft == (question.OpenedOn.Length == 0), "opened_on",
            isDraft ? "must be empty: the question was not opened" : "is required: the question was opened");
        Require(isDecided || question.DecidedOn.Length == 0, "decided_on", "must be empty: the question has no outcome");
        Require(isDecided || question.Votes is null, "votes", "must be unset: the question has no outcome");
        Require(question.Status != QuestionStatus.Adopted || question.DecidedOn.Length > 0, "decided_on",
            "is required: the question was adopted");

        void Require(bool holds, string field, string description)
        {
            if (!holds)
            {
                throw ApiException.RuleViolated("DOES_NOT_FIT_STATUS", question.Name,
                    $"{question.Name} is {EnumNames.Of(question.Status)}, so `{field}` {description}.");
            }
        }
    }
}
