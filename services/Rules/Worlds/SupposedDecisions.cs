using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;

namespace KosovoNato.Rules.Worlds;

/// <summary>Supposes stances and outcomes; a question that nobody recorded is there for it.</summary>
static class SupposedDecisions
{
    public static void Put(PositionAssumption assumption, SupposedWorld world, Span span)
    {
        var question = new Facts(world, span.Day).Question(assumption.Organization, assumption.Decision, assumption.Subject);
        var code = Codes.Canonical(assumption.State);
        var name = $"{question?.Name ?? NameOf(assumption.Organization, assumption.Decision, assumption.Subject)}/positions/{code}";
        var recorded = world.Find<Position>(name);
        if (recorded is not null && IsSo(recorded, (Stance)assumption.Stance, span))
        {
            return;
        }

        if (question is null)
        {
            world.Put(New(assumption.Organization, assumption.Decision, assumption.Subject));
        }

        var supposed = recorded?.Clone() ?? new Position { Name = name };
        Moment.Keep(supposed.Stances, i => Stances.Start(supposed.Stances[i]) < span.On);
        foreach (var stance in supposed.Stances.Where(stance => Stances.End(stance) >= span.On))
        {
            stance.ValidTo = span.Before;
        }

        supposed.Stances.Add(new StancePeriod
        {
            Stance = (Stance)assumption.Stance,
            Basis = StanceBasis.Declared,
            ValidFrom = span.Text,
            Evidence = Supposed.Evidence(),
        });
        world.Put(supposed);
    }

    /// <summary>It is put into the question with which something happened last; what became of others after it has not happened.</summary>
    public static void Put(OutcomeAssumption assumption, SupposedWorld world, Span span)
    {
        var asked = new Facts(world, span.Day).Asked(assumption.Organization, assumption.Decision, assumption.Subject);
        if (asked.Question is { } present && asked.Status == (QuestionStatus)assumption.Outcome && !span.IsBefore(present.DecidedOn))
        {
            return;
        }

        var before = new Moment(span.On.AddDays(-1), DateReading.Possible);
        foreach (var other in world.Under<Question>().Where(other => IsOf(other, assumption) && other.Name != asked.Question?.Name).ToList())
        {
            if (DatedDecisions.Of(other, before) is var then && then != other)
            {
                world.Put(then);
            }
        }

        var supposed = asked.Question is { } question
            ? Reopened(DatedDecisions.Of(question, before))
            : New(assumption.Organization, assumption.Decision, assumption.Subject);
        supposed.Status = (QuestionStatus)assumption.Outcome;
        supposed.OpenedOn = supposed.OpenedOn.Length > 0 ? supposed.OpenedOn : span.Text;
        supposed.DecidedOn = span.Text;
        supposed.Votes = null;
        supposed.Evidence = Supposed.Evidence();
        world.Put(supposed);
    }

    /// <summary>A copy that can be decided again: an outcome that it has is an earlier one.</summary>
    static Question Reopened(Question question)
    {
        var reopened = question.Clone();
        if (question.Status is not (QuestionStatus.Draft or QuestionStatus.Open))
        {
            reopened.EarlierOutcomes.Add(new Outcome
            {
                Status = question.Status,
                DecidedOn = question.DecidedOn,
                Votes = question.Votes?.Clone(),
                Evidence = question.Evidence?.Clone(),
            });
            reopened.OpenedOn = "";
        }

        return reopened;
    }

    static bool IsSo(Position recorded, Stance wanted, Span span) =>
        span.Days(recorded.Stances.Select(Stances.Start), recorded.Stances.Select(Stances.End)).All(day => Stances.On(recorded, day)?.Stance == wanted);

    static bool IsOf(Question question, OutcomeAssumption assumption) =>
        question.Organization == assumption.Organization && question.Decision == assumption.Decision && question.Subject == Subjects.Or(assumption.Subject);

    static Question New(string organization, string decision, string subject) => new()
    {
        Name = NameOf(organization, decision, subject),
        Organization = organization,
        Decision = decision,
        Subject = Subjects.Or(subject),
        Status = QuestionStatus.Draft,
        Evidence = Supposed.Evidence(),
    };

    /// <summary>No recorded one has such a name: no id has a colon.</summary>
    static string NameOf(string organization, string decision, string subject) => $"questions/assumed:{organization}:{decision}:{Subjects.Or(subject)}";
}
