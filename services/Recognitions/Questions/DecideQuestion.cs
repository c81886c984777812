using KosovoNato.Rules.Transitions;

namespace KosovoNato.Recognitions.Questions;

/// <summary>Records the outcome of an open question.</summary>
static class DecideQuestion
{
    public static readonly EditWrite<DecideQuestionRequest, Question> Write = new(Check, Change, RecognitionsEventType.QuestionDecided);

    static void Check(DecideQuestionRequest request, FieldViolations violations)
    {
        NameChecks.Check("questions", request.Name, violations);
        ValueChecks.CheckRequired(request.Outcome, violations, "outcome", (outcome, at) =>
        {
            at.Require(QuestionTransitions.IsOutcome(outcome.Status), "status", "must be ADOPTED, REJECTED, NO_CONSENSUS or LAPSED");
            DateChecks.CheckKnown(outcome.DecidedOn, at, "decided_on");
            at.Require(outcome.Status != QuestionStatus.Adopted || outcome.DecidedOn.Length > 0, "decided_on", "is required for ADOPTED");
            QuestionChecks.CheckVotes(outcome.Votes, at);
            EvidenceChecks.Check(outcome.Evidence, at);
        });
    }

    static void Change(DecideQuestionRequest request, Question question, Transaction draft)
    {
        var outcome = request.Outcome;
        DateChecks.RequireBegun(draft.Today, (outcome.DecidedOn, "outcome.decided_on"));
        QuestionTransitions.Require(question, outcome.Status);
        question.Status = outcome.Status;
        question.DecidedOn = outcome.DecidedOn;
        question.Votes = outcome.Votes?.Clone();
        question.Evidence = EvidenceChecks.Normalized(outcome.Evidence);
        // A decided question has no outlook.
        question.Outlook = null;
        QuestionChecks.RequireOrder(question);
    }
}
