using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Storage;

namespace KosovoNato.Recognitions.Questions;

/// <summary>Which questions and positions a List or a Watch selects.</summary>
static class QuestionFilters
{
    public static ListQuery Of(ListPositionsRequest request, ReadHandler reader, Schema schema, DateOnly today)
    {
        var violations = new FieldViolations();
        var prefix = ParentNames.Prefix(request.Parent, "questions", violations);
        var day = RecognitionsRequestMapping.CheckedDay(request, reader, violations) ?? today;
        var matches = Filter(request.Filter, violations.At("filter"), () => day, request.DateReading);
        violations.ThrowIfAny();
        return new(schema.TypeOf<Position>(), prefix) { Matches = matches is null ? null : record => matches(record.As<Position>()) };
    }

    public static Func<Question, bool>? Filter(QuestionFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var organizations = FilterChecks.Ids(filter.Organizations, violations, "organizations");
        var decisions = FilterChecks.UpperSnake(filter.Decisions, violations, "decisions");
        var subjects = FilterChecks.Codes(filter.Subjects, violations, "subjects");
        var statuses = FilterChecks.Listed(filter.Statuses, violations, "statuses");
        return question =>
            FilterChecks.Has(organizations, question.Organization)
            && FilterChecks.Has(decisions, question.Decision)
            && FilterChecks.Has(subjects, question.Subject)
            && FilterChecks.Has(statuses, question.Status);
    }

    /// <param name="day">The day on which stances must be held; a Watch goes on for days.</param>
    /// <param name="reading">How partial dates compare with that day.</param>
    public static Func<Position, bool>? Filter(
        PositionFilter? filter, FieldViolations violations, Func<DateOnly> day, DateReading reading = DateReading.Possible)
    {
        if (filter is null)
        {
            return null;
        }

        var questions = FilterChecks.Ids(filter.Questions, violations, "questions");
        var states = FilterChecks.Codes(filter.States, violations, "states");
        var stances = FilterChecks.Listed(filter.Stances, violations, "stances");
        return position =>
            FilterChecks.Has(questions, RecognitionNames.Id(position.Name))
            && FilterChecks.Has(states, RecognitionNames.Id(position.Name, 1))
            && (stances is null || (StancePeriods.On(AsOfResources.Project(position, day(), reading), day()) is { } held && stances.Contains(held.Stance)));
    }
}
