namespace KosovoNato.Rules.ValidTime;

/// <summary>Questions and positions as of a day.</summary>
static class DecisionsAsOf
{
    /// <summary>
    /// The question with the status that it had reached. Earlier opening dates are not kept, so between two outcomes the question has the
    /// earlier outcome.
    /// </summary>
    public static Question Of(Question question, AsOfDate moment)
    {
        var steps = StepsOf(question);
        var reached = moment.DaysOf([.. steps.Select(step => step.Event)]).Count(day => day <= moment.Day);
        if (reached == steps.Count)
        {
            return question;
        }

        var then = question.Clone();
        if (reached > question.EarlierOutcomes.Count)
        {
            Undecide(then, QuestionStatus.Open);
        }
        else if (reached > 0)
        {
            Return(then, question.EarlierOutcomes[reached - 1], reached - 1);
        }
        else
        {
            Undecide(then, QuestionStatus.Draft);
            then.OpenedOn = "";
            then.EarlierOutcomes.Clear();
        }

        return then;
    }

    /// <summary>The events of a question in order, and the status after each: the earlier outcomes, the opening, the outcome.</summary>
    public static List<(DatedEvent Event, QuestionStatus Status)> StepsOf(Question question)
    {
        List<(DatedEvent, QuestionStatus)> steps =
            [.. question.EarlierOutcomes.Select(outcome => (new DatedEvent(outcome.DecidedOn), outcome.Status))];
        if (question.OpenedOn.Length > 0)
        {
            steps.Add((new DatedEvent(question.OpenedOn), QuestionStatus.Open));
        }

        if (question.Status is not (QuestionStatus.Draft or QuestionStatus.Open))
        {
            steps.Add((new DatedEvent(question.DecidedOn), question.Status));
        }

        return steps;
    }

    /// <summary>The position with the stances that had begun.</summary>
    public static Position Of(Position position, AsOfDate moment)
    {
        var begun = moment.DaysOf([.. position.Stances.Select(stance => new DatedEvent(stance.ValidFrom))]).Count(day => day <= moment.Day);
        var ends = moment.VisibleEnds(position.Stances.Take(begun).Select(stance => stance.ValidTo), begun);
        if (begun == position.Stances.Count && ends.SequenceEqual(position.Stances.Select(stance => stance.ValidTo)))
        {
            return position;
        }

        var then = position.Clone();
        AsOfDate.Keep(then.Stances, i => i < begun);
        for (var i = 0; i < begun; i++)
        {
            then.Stances[i].ValidTo = ends[i];
        }

        return then;
    }

    static void Undecide(Question question, QuestionStatus status)
    {
        (question.Status, question.DecidedOn, question.Votes) = (status, "", null);
    }

    static void Return(Question question, QuestionOutcome outcome, int place)
    {
        (question.Status, question.DecidedOn, question.OpenedOn) = (outcome.Status, outcome.DecidedOn, "");
        (question.Votes, question.Evidence) = (outcome.Votes?.Clone(), outcome.Evidence?.Clone());
        AsOfDate.Keep(question.EarlierOutcomes, i => i < place);
    }
}
