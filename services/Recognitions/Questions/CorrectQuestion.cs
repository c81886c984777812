namespace KosovoNato.Recognitions.Questions;

/// <summary>Corrects what is known of a question; its stage moves by other writes.</summary>
static class CorrectQuestion
{
    public static readonly Write<CorrectQuestionRequest, Question> Write = new(Check, Decide);

    static void Check(CorrectQuestionRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations, "opened_on", "decided_on", "votes", "evidence", "note");
        if (request.Question is not { } question)
        {
            violations.Add("question", "is required: it holds the name and the new values");
            return;
        }

        var at = violations.At("question");
        QuestionChecks.CheckName(question.Name, at);
        if (fields.Has("opened_on"))
        {
            DateChecks.CheckKnown(question.OpenedOn, at, "opened_on");
        }

        if (fields.Has("decided_on"))
        {
            DateChecks.CheckKnown(question.DecidedOn, at, "decided_on");
        }

        if (fields.Has("votes"))
        {
            QuestionChecks.CheckVotes(question.Votes, at);
        }

        if (fields.Has("evidence"))
        {
            EvidenceChecks.Check(question.Evidence, at);
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(question.Note, at);
        }
    }

    static Question Decide(CorrectQuestionRequest request, Transaction draft)
    {
        var question = draft.Edit<Question>(request.Question.Name, request.Etag);
        FieldSelection.Apply(request.UpdateMask, request.Question, question);
        question.Evidence = EvidenceChecks.Normalized(question.Evidence);
        RequireFitting(question);
        QuestionChecks.RequireOrder(question);
        draft.Put(question, RecognitionsEvent.CorrectionMade);
        return question;
    }

    /// <summary>A correction cannot say what only the moves say: that a question was put, or has an outcome.</summary>
    static void RequireFitting(Question question)
    {
        var isDraft = question.Status == QuestionStatus.Draft;
        var isDecided = QuestionTransitions.IsOutcome(question.Status);
        Require(isDraft == (question.OpenedOn.Length == 0), "opened_on", isDraft ? "must be empty: it was not put" : "is required: it was put");
        Require(isDecided || question.DecidedOn.Length == 0, "decided_on", "must be empty: it has no outcome");
        Require(isDecided || question.Votes is null, "votes", "must be unset: it has no outcome");
        Require(question.Status != QuestionStatus.Adopted || question.DecidedOn.Length > 0, "decided_on", "is required: it was adopted");

        void Require(bool holds, string field, string description)
        {
            if (!holds)
            {
                throw ApiException.RuleViolated("DOES_NOT_FIT_STATUS", question.Name,
                    $"{question.Name} is {EnumNames.Of(question.Status)}, so {field} {description}.");
            }
        }
    }
}
