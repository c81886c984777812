using KosovoNato.Recognitions.Decisions;

namespace KosovoNato.Recognitions.Questions;

/// <summary>Drafts a question to an organization.</summary>
static class DraftQuestion
{
    public static readonly Write<DraftQuestionRequest, Question> Write = new(Check, Decide);

    static void Check(DraftQuestionRequest request, Violations violations)
    {
        if (request.Question is not { } question)
        {
            violations.Add("question", "is required");
            return;
        }

        var at = violations.At("question");
        QuestionChecks.CheckName(question.Name, at);
        Names.CheckId(question.Organization, at, "organization");
        Values.CheckUpperSnake(question.Decision, at, "decision");
        Codes.Check(question.Subject, at, "subject");
        Evidences.Check(question.Evidence, at);
        Values.CheckNote(question.Note, at);
    }

    static Question Decide(DraftQuestionRequest request, Draft draft)
    {
        var given = request.Question;
        draft.RequireNew<Question>(given.Name);
        var organization = draft.Get<Organization>(Names.Organization(given.Organization));
        draft.Get<State>(Names.State(given.Subject));
        DecisionRules.Get(organization, given.Decision, given.Name);
        var question = new Question
        {
            Name = given.Name,
            Organization = given.Organization,
            Decision = given.Decision,
            Subject = Codes.Canonical(given.Subject),
            Status = QuestionStatus.Draft,
            Evidence = Evidences.Kept(given.Evidence),
            Note = given.Note,
        };
        draft.Put(question, RecognitionsEvent.QuestionDrafted);
        return question;
    }
}
