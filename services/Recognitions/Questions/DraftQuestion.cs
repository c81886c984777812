namespace KosovoNato.Recognitions.Questions;

/// <summary>Drafts a question to an organization.</summary>
static class DraftQuestion
{
    public static readonly WriteOperation<DraftQuestionRequest, Question> Write = new(Check, Decide);

    static void Check(DraftQuestionRequest request, FieldViolations violations) =>
        ValueChecks.CheckRequired(request.Question, violations, "question", (question, at) =>
        {
            NameChecks.Check("questions", question.Name, at);
            NameChecks.Check("organizations", question.Organization, at, "organization");
            ValueChecks.CheckUpperSnake(question.Decision, at, "decision");
            StateCodes.Check(question.Subject, at, "subject");
            QuestionChecks.CheckAim(question.Aim, at);
            EvidenceChecks.Check(question.Evidence, at);
            ValueChecks.CheckNote(question.Note, at);
        });

    static Question Decide(DraftQuestionRequest request, Transaction draft)
    {
        var given = request.Question;
        draft.RequireNew<Question>(given.Name);
        var organization = draft.Get<Organization>(given.Organization);
        draft.Get<State>(ResourceNames.State(given.Subject));
        DecisionRuleLookup.Get(organization, given.Decision, given.Name);
        var question = new Question
        {
            Name = given.Name,
            Organization = given.Organization,
            Decision = given.Decision,
            Subject = StateCodes.Canonical(given.Subject),
            Status = QuestionStatus.Draft,
            OpposedBySubject = given.OpposedBySubject,
            Aim = given.Aim,
            Evidence = EvidenceChecks.Normalized(given.Evidence),
            Note = given.Note,
        };
        return draft.Put(question, RecognitionsEventType.QuestionDrafted);
    }
}
