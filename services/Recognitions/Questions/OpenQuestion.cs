using KosovoNato.Kernel;

namespace KosovoNato.Recognitions.Questions;

/// <summary>Puts a question to its organization; one that found no consensus may be put again, and keeps its earlier outcome.</summary>
static class OpenQuestion
{
    public static readonly Write<OpenQuestionRequest, Question> Write = new(Check, Decide);

    static void Check(OpenQuestionRequest request, FieldViolations violations)
    {
        QuestionChecks.CheckName(request.Name, violations);
        DateChecks.CheckRequired(request.OpenedOn, violations, "opened_on");
        if (request.Evidence is not null)
        {
            EvidenceChecks.Check(request.Evidence, violations);
        }
    }

    static Question Decide(OpenQuestionRequest request, Transaction draft)
    {
        var question = draft.Edit<Question>(request.Name, request.Etag);
        QuestionTransitions.Require(question, QuestionStatus.Open);
        if (question.Status == QuestionStatus.NoConsensus)
        {
            KeepOutcome(question, request.OpenedOn);
        }

        question.Status = QuestionStatus.Open;
        question.OpenedOn = request.OpenedOn;
        question.Evidence = request.Evidence is { } evidence ? EvidenceChecks.Normalized(evidence) : question.Evidence;
        draft.Put(question, RecognitionsEvent.QuestionOpened);
        return question;
    }

    static void KeepOutcome(Question question, string openedOn)
    {
        if (PartialDate.ParseKnown(question.DecidedOn) is { } decided && PartialDate.Parse(openedOn).IsCertainlyBefore(decided))
        {
            throw ApiException.RuleViolated("OPENED_BEFORE_OUTCOME", question.Name,
                $"{question.Name} cannot be put again on {openedOn}: its last outcome is of {decided}.");
        }

        question.EarlierOutcomes.Add(new Outcome
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
