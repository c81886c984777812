using KosovoNato.Rules.Transitions;

namespace KosovoNato.Recognitions.Questions;

/// <summary>Opens a question. A question without consensus may be opened again and keeps its earlier outcome.</summary>
static class OpenQuestion
{
    public static readonly EditWrite<OpenQuestionRequest, Question> Write = new(Check, Change, RecognitionsEventType.QuestionOpened);

    static void Check(OpenQuestionRequest request, FieldViolations violations)
    {
        NameChecks.Check("questions", request.Name, violations);
        DateChecks.CheckRequired(request.OpenedOn, violations, "opened_on");
        if (request.Evidence is not null)
        {
            EvidenceChecks.Check(request.Evidence, violations);
        }
    }

    static void Change(OpenQuestionRequest request, Question question, Transaction draft)
    {
        DateChecks.RequireBegun(draft.Today, (request.OpenedOn, "opened_on"));
        QuestionTransitions.Require(question, QuestionStatus.Open);
        if (question.Status == QuestionStatus.NoConsensus)
        {
            KeepOutcome(question, request.OpenedOn);
        }

        question.Status = QuestionStatus.Open;
        question.OpenedOn = request.OpenedOn;
        question.Evidence = request.Evidence is { } evidence ? EvidenceChecks.Normalized(evidence) : question.Evidence;
    }

    static void KeepOutcome(Question question, string openedOn)
    {
        if (DateChecks.IsBefore(openedOn, question.DecidedOn))
        {
            throw ApiException.RuleViolated("OPENED_BEFORE_OUTCOME", question.Name,
                $"{question.Name} cannot be opened again on {openedOn}: its last outcome is dated {question.DecidedOn}.");
        }

        question.EarlierOutcomes.Add(new QuestionOutcome
        {
            Status = question.Status,
            DecidedOn = question.DecidedOn,
            Votes = question.Votes,
            Evidence = question.Evidence,
        });
        question.DecidedOn = "";
        question.Votes = null;
    }
}
