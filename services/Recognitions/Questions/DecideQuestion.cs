namespace KosovoNato.Recognitions.Questions;

/// <summary>Records the outcome of an open question.</summary>
static class DecideQuestion
{
    public static readonly Write<DecideQuestionRequest, Question> Write = new(Check, Decide);

    static void Check(DecideQuestionRequest request, FieldViolations violations)
    {
        QuestionChecks.CheckName(request.Name, violations);
        if (request.Outcome is not { } outcome)
        {
            violations.Add("outcome", "is required");
            return;
        }

        var at = violations.At("outcome");
        at.Require(QuestionTransitions.IsOutcome(outcome.Status), "status", "must be ADOPTED, REJECTED, NO_CONSENSUS or LAPSED");
        DateChecks.CheckKnown(outcome.DecidedOn, at, "decided_on");
        at.Require(outcome.Status != QuestionStatus.Adopted || outcome.DecidedOn.Length > 0, "decided_on", "is required for ADOPTED");
        QuestionChecks.CheckVotes(outcome.Votes, at);
        EvidenceChecks.Check(outcome.Evidence, at);
    }

    static Question Decide(DecideQuestionRequest request, Transaction draft)
    {
        var question = draft.Edit<Question>(request.Name, request.Etag);
        var outcome = request.Outcome;
        QuestionTransitions.Require(question, outcome.Status);
        question.Status = outcome.Status;
        question.DecidedOn = outcome.DecidedOn;
        question.Votes = outcome.Votes?.Clone();
        question.Evidence = EvidenceChecks.Normalized(outcome.Evidence);
        // It is decided: how it looked has no meaning from here on.
        question.Outlook = null;
        QuestionChecks.RequireOrder(question);
        draft.Put(question, RecognitionsEvent.QuestionDecided);
        return question;
    }
}
