namespace KosovoNato.Rules.Timelines;

/// <summary>The question about a decision, and what had become of it.</summary>
/// <param name="Question">The question; none if nobody recorded one.</param>
/// <param name="Status">Its stage; UNSPECIFIED before it was put for the first time, if it was put at all.</param>
readonly record struct QuestionAsOf(Question? Question, QuestionStatus Status);

/// <summary>How a decision was asked for and answered, over time.</summary>
static class QuestionTimeline
{
    /// <param name="questions">The questions about one decision, in the order of their names.</param>
    public static Timeline<QuestionAsOf> Of(IReadOnlyList<Question> questions)
    {
        List<(Question Question, List<(DateOnly Day, QuestionStatus Status)> Steps)> all =
            [.. questions.Select(question => (question, StepsOf(question).ToList()))];
        // Of several it is the one with which something happened last.
        return Timeline<QuestionAsOf>.Of(
            all.SelectMany(one => one.Steps).Select(step => new ChangePoint(step.Day, true)),
            day => all.Select(one => (one.Question, Last: Last(one.Steps, day)))
                .OrderByDescending(asked => asked.Last.Day)
                .Select(asked => new QuestionAsOf(asked.Question, asked.Last.Status))
                .FirstOrDefault());
    }

    /// <summary>A question that was put again keeps its earlier outcomes; when it was put before is not kept.</summary>
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

    /// <summary>The last step up to the day. One that was never put is a draft on every day.</summary>
    static (DateOnly Day, QuestionStatus Status) Last(List<(DateOnly Day, QuestionStatus Status)> steps, DateOnly day)
    {
        var index = steps.FindLastIndex(step => step.Day <= day);
        return index >= 0 ? steps[index] : (DateOnly.MinValue, steps.Count == 0 ? QuestionStatus.Draft : QuestionStatus.Unspecified);
    }
}
