using KosovoNato.Platform.Store;
using KosovoNato.Rules.Worlds;

namespace KosovoNato.Recognitions.Questions;

/// <summary>Which questions and positions a List or a Watch selects.</summary>
static class QuestionQueries
{
    public static ListQuery Of(ListPositionsRequest request, Reader reader, Schema schema, DateOnly today)
    {
        var violations = new Violations();
        var prefix = Parents.Prefix(request.Parent, "questions", violations);
        var day = RecognitionsReads.CheckedDay(request, reader, violations) ?? today;
        var matches = Filter(request.Filter, violations.At("filter"), () => day, request.DateReading);
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

    /// <param name="day">The day on which stances must be held; a Watch goes on for days.</param>
    /// <param name="reading">How partial dates compare with that day.</param>
    public static Func<Position, bool>? Filter(
        PositionFilter? filter, Violations violations, Func<DateOnly> day, DateReading reading = DateReading.Possible)
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
            && (stances is null || (Stances.On(Dated.Of(position, day(), reading), day()) is { } held && stances.Contains(held.Stance)));
    }
}
