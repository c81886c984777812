using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Rules.WhatIf;

/// <summary>Applies assumptions about stances and outcomes. Creates the question if none is recorded.</summary>
static class DecisionAssumptions
{
    public static void Put(PositionAssumption assumption, AssumedResources world, AssumptionPeriod span)
    {
        var question = new FactBase(world, span.Day).Question(assumption.Organization, assumption.Decision, assumption.Subject);
        var code = StateCodes.Canonical(assumption.State);
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
        AsOfDate.Keep(supposed.Stances, i => StancePeriods.Start(supposed.Stances[i]) < span.On);
        foreach (var stance in supposed.Stances.Where(stance => StancePeriods.End(stance) >= span.On))
        {
            stance.ValidTo = span.Before;
        }

        supposed.Stances.Add(new StancePeriod
        {
            Stance = (Stance)assumption.Stance,
            Basis = StanceBasis.Declared,
            ValidFrom = span.Text,
            Evidence = AssumptionOverlay.Evidence(),
        });
        world.Put(supposed);
    }

    /// <summary>
    /// Applies an outcome to the question with the latest event, and removes the events from that day on from other questions about the
    /// decision.
    /// </summary>
    public static void Put(OutcomeAssumption assumption, AssumedResources world, AssumptionPeriod span)
    {
        var asked = new FactBase(world, span.Day).Asked(assumption.Organization, assumption.Decision, assumption.Subject);
        if (asked.Question is { } present && asked.Status == (QuestionStatus)assumption.Outcome && !span.IsBefore(present.DecidedOn))
        {
            return;
        }

        var before = new AsOfDate(span.On.AddDays(-1), PartialDateMode.Possible);
        foreach (var other in world.List<Question>().Where(other => IsOf(other, assumption) && other.Name != asked.Question?.Name).ToList())
        {
            if (DecisionsAsOf.Of(other, before) is var then && then != other)
            {
                world.Put(then);
            }
        }

        var supposed = asked.Question is { } question
            ? Reopened(DecisionsAsOf.Of(question, before))
            : New(assumption.Organization, assumption.Decision, assumption.Subject);
        supposed.Status = (QuestionStatus)assumption.Outcome;
        supposed.OpenedOn = supposed.OpenedOn.Length > 0 ? supposed.OpenedOn : span.Text;
        supposed.DecidedOn = span.Text;
        supposed.Votes = null;
        supposed.Evidence = AssumptionOverlay.Evidence();
        world.Put(supposed);
    }

    /// <summary>A copy that can be decided again; an existing outcome becomes an earlier outcome.</summary>
    static Question Reopened(Question question)
    {
        var reopened = question.Clone();
        if (question.Status is not (QuestionStatus.Draft or QuestionStatus.Open))
        {
            reopened.EarlierOutcomes.Add(new QuestionOutcome
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

    static bool IsSo(Position recorded, Stance wanted, AssumptionPeriod span) =>
        span.Days(recorded.Stances.Select(StancePeriods.Start), recorded.Stances.Select(StancePeriods.End))
            .All(day => StancePeriods.On(recorded, day)?.Stance == wanted);

    static bool IsOf(Question question, OutcomeAssumption assumption) =>
        question.Organization == assumption.Organization && question.Decision == assumption.Decision
        && question.Subject == DefaultSubject.OrDefault(assumption.Subject);

    static Question New(string organization, string decision, string subject) => new()
    {
        Name = NameOf(organization, decision, subject),
        Organization = organization,
        Decision = decision,
        Subject = DefaultSubject.OrDefault(subject),
        Status = QuestionStatus.Draft,
        Evidence = AssumptionOverlay.Evidence(),
    };

    /// <summary>No recorded question has such a name, because IDs contain no colon.</summary>
    static string NameOf(string organization, string decision, string subject) =>
        $"questions/assumed:{ResourceNames.Id(organization)}:{decision}:{DefaultSubject.OrDefault(subject)}";
}
