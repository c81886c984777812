namespace KosovoNato.Rules.Timelines;

/// <summary>The question about a decision, and its status on a day.</summary>
/// <param name="Question">The question; null if none is recorded.</param>
/// <param name="Status">The status of the question; UNSPECIFIED before it was first opened, if it was opened at all.</param>
readonly record struct QuestionAsOf(Question? Question, QuestionStatus Status);

/// <summary>The question about a decision and its status, over time.</summary>
static class QuestionTimeline
{
    /// <param name="questions">The questions about one decision, in the order of their names.</param>
    public static Timeline<QuestionAsOf> Of(IReadOnlyList<Question> questions)
    {
        List<(Question Question, List<(DateOnly Day, QuestionStatus Status)> Steps)> all =
            [.. questions.Select(question => (question, StepsOf(question).ToList()))];
        // Of several questions, use the question with the latest event.
        return Timeline<QuestionAsOf>.Of(
            all.SelectMany(one => one.Steps).Select(step => new ChangePoint(step.Day, true)),
            day => all.Select(one => (one.Question, Last: Last(one.Steps, day)))
                .OrderByDescending(asked => asked.Last.Day)
                .Select(asked => new QuestionAsOf(asked.Question, asked.Last.Status))
                .FirstOrDefault());
    }

    /// <summary>
    /// The dated steps of a question. A reopened question keeps its earlier outcomes, but not the dates on which it was opened before.
    /// </summary>
    static IEnumerable<(DateOnly Day, QuestionStatus Status)> StepsOf(Question question)
    {
        foreach (var outcome in question.EarlierOutcomes.Where(outcome => outcome.DecidedOn.Length > 0))
        {
            yield return (PartialDate.Parse(outcome.DecidedOn).First, outcome.Status);
        }

        if (question.OpenedOn.Length > 0)
        {
            yield return (PartialDate.Parse(question.OpenedOn).First, QuestionStatus.Open);
        }

        if (question.DecidedOn.Length > 0)
        {
            yield return (PartialDate.Parse(question.DecidedOn).First, question.Status);
        }
    }

    /// <summary>The last step up to the day. A question that was never opened is a draft on every day.</summary>
    static (DateOnly Day, QuestionStatus Status) Last(List<(DateOnly Day, QuestionStatus Status)> steps, DateOnly day)
    {
        var index = steps.FindLastIndex(step => step.Day <= day);
        return index >= 0 ? steps[index] : (DateOnly.MinValue, steps.Count == 0 ? QuestionStatus.Draft : QuestionStatus.Unspecified);
    }
}
