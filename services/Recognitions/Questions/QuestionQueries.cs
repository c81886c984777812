using KosovoNato.Platform.Store;

namespace KosovoNato.Recognitions.Questions;

/// <summary>Which questions and positions a List or a Watch selects.</summary>
static class QuestionQueries
{
    public static ListQuery Of(ListPositionsRequest request, Schema schema, DateOnly today)
    {
        var violations = new Violations();
        var prefix = Parents.Prefix(request.Parent, "questions", violations);
        var date = Dates.AsOf(request.AsOf) ?? today;
        var matches = Filter(request.Filter, violations.At("filter"), () => date);
        violations.ThrowIfAny();
        return new(schema.TypeOf<Position>(), prefix) { Matches = matches is null ? null : record => matches(record.As<Position>()) };
    }

    public static Func<Question, bool>? Filter(QuestionFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var organizations = Filters.Ids(filter.Organizations, violations, "organizations");
        var decisions = Filters.UpperSnake(filter.Decisions, violations, "decisions");
        var subjects = Filters.Codes(filter.Subjects, violations, "subjects");
        var statuses = Filters.Listed(filter.Statuses, violations, "statuses");
        return question =>
            Filters.Has(organizations, question.Organization)
            && Filters.Has(decisions, question.Decision)
            && Filters.Has(subjects, question.Subject)
            && Filters.Has(statuses, question.Status);
    }

    /// <param name="date">The date on which stances must be held; a Watch goes on for days.</param>
    public static Func<Position, bool>? Filter(PositionFilter? filter, Violations violations, Func<DateOnly> date)
    {
        if (filter is null)
        {
            return null;
        }

        var questions = Filters.Ids(filter.Questions, violations, "questions");
        var states = Filters.Codes(filter.States, violations, "states");
        var stances = Filters.Listed(filter.Stances, violations, "stances");
        return position =>
            Filters.Has(questions, Names.Id(position.Name))
            && Filters.Has(states, Names.Id(position.Name, 1))
            && (stances is null || (Stances.On(position, date()) is { } held && stances.Contains(held.Stance)));
    }
}
