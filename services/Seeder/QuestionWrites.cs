using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>The writes that lead to a question as in the seeds. Its status cannot be set directly.</summary>
internal static class QuestionWrites
{
    internal static IReadOnlyList<RecognitionsWrite> Of(Question question)
    {
        List<RecognitionsWrite> writes = [Draft(question)];
        foreach (var outcome in question.EarlierOutcomes)
        {
            // A question does not record when an earlier round was opened. It was open at the meeting that found no consensus, so use that
            // date.
            writes.Add(Open(question.Name, outcome.DecidedOn, outcome.Evidence));
            writes.Add(Decide(question.Name, outcome));
        }

        if (question.Status != QuestionStatus.Draft)
        {
            writes.Add(Open(question.Name, question.OpenedOn, question.Evidence));
        }

        if (question.Status is not (QuestionStatus.Draft or QuestionStatus.Open))
        {
            writes.Add(Decide(question.Name, new QuestionOutcome
            {
                Status = question.Status,
                DecidedOn = question.DecidedOn,
                Votes = question.Votes,
                Evidence = question.Evidence,
            }));
        }

        return writes;
    }

    private static RecognitionsWrite Draft(Question question) => new()
    {
        DraftQuestion = new DraftQuestionRequest
        {
            Question = new Question
            {
                Name = question.Name,
                Organization = question.Organization,
                Decision = question.Decision,
                Subject = question.Subject,
                OpposedBySubject = question.OpposedBySubject,
                Aim = question.Aim,
                Evidence = question.Evidence,
                Note = question.Note,
            },
        },
    };

    private static RecognitionsWrite Open(string name, string openedOn, Evidence.V1.Evidence evidence) => new()
    {
        OpenQuestion = new OpenQuestionRequest { Name = name, OpenedOn = openedOn, Evidence = evidence },
    };

    private static RecognitionsWrite Decide(string name, QuestionOutcome outcome) => new()
    {
        DecideQuestion = new DecideQuestionRequest { Name = name, Outcome = outcome },
    };
}
