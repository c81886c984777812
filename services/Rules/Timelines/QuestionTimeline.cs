using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Rules.Timelines;

/// <summary>The question about a decision, and its status on a day.</summary>
/// <param name="Question">The question; null if none is recorded.</param>
/// <param name="Status">The status of the question; DRAFT before it was first opened, UNSPECIFIED if there is no question.</param>
readonly record struct QuestionAsOf(Question? Question, QuestionStatus Status);

/// <summary>The question about a decision and its status, over time: on each day as in a read of that day.</summary>
static class QuestionTimeline
{
    /// <param name="questions">The questions about one decision, in the order of their names.</param>
    public static Timeline<QuestionAsOf> Of(IReadOnlyList<Question> questions)
    {
        List<(Question Question, List<(DateOnly Day, QuestionStatus Status)> Steps)> all =
            [.. questions.Select(question => (question, StepsOf(question)))];
        // Of several questions, use the question with the latest event.
        return Timeline<QuestionAsOf>.Of(
            all.SelectMany(one => one.Steps).Select(step => new ChangePoint(step.Day, true)),
            day => all.Select(one => (one.Question, Last: Last(one.Steps, day)))
                .OrderByDescending(asked => asked.Last.Day)
                .Select(asked => new QuestionAsOf(asked.Question, asked.Last.Status))
                .FirstOrDefault());
    }

    static List<(DateOnly Day, QuestionStatus Status)> StepsOf(Question question)
    {
        var steps = DecisionsAsOf.StepsOf(question);
        return [.. AsOfDate.Possible.DaysOf([.. steps.Select(step => step.Event)]).Zip(steps, (day, step) => (day, step.Status))];
    }

    static (DateOnly Day, QuestionStatus Status) Last(List<(DateOnly Day, QuestionStatus Status)> steps, DateOnly day)
    {
        var index = steps.FindLastIndex(step => step.Day <= day);
        return index >= 0 ? steps[index] : (DateOnly.MinValue, QuestionStatus.Draft);
    }
}
