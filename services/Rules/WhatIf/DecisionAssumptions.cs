using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.Timelines;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Rules.WhatIf;

/// <summary>Applies assumptions about stances and outcomes. Creates the question if none is recorded.</summary>
static class DecisionAssumptions
{
    public static void Put(PositionAssumption assumption, AssumedResources world, AssumptionPeriod span)
    {
        var facts = new FactBase(world, span.Day);
        var question = facts.Question(assumption.Organization, assumption.Decision, assumption.Subject);
        var code = StateCodes.Canonical(assumption.State);
        var name = $"{question?.Name ?? NameOf(assumption.Organization, assumption.Decision, assumption.Subject)}/positions/{code}";
        var recorded = world.Find<Position>(name);
        List<Ballot> ballots = question is null ? [] :
        [
            .. world.List<Ballot>($"{question.Name}/ballots/")
                .Where(ballot => CastVotes.StanceOf(CastVotes.ChoiceOf(ballot, code)) is not null),
        ];
        if (question is not null && IsSo(recorded, ballots, day => facts.On(day).StanceOf(question, code)?.Stance, assumption, span))
        {
            return;
        }

        if (question is null)
        {
            world.Put(New(assumption.Organization, assumption.Decision, assumption.Subject));
        }

        // A later vote on the question would take precedence over the assumed stance.
        foreach (var ballot in ballots.Where(ballot => CastVotes.DayOf(ballot) > span.On))
        {
            var without = ballot.Clone();
            AsOfDate.Keep(without.Choices, i => without.Choices[i].State != code);
            world.Put(without);
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

    static bool IsSo(
        Position? recorded, List<Ballot> ballots, Func<DateOnly, Stance?> stanceOn, PositionAssumption assumption, AssumptionPeriod span)
    {
        IReadOnlyList<StancePeriod> stances = recorded is null ? [] : recorded.Stances;
        return span.Days(stances.Select(StancePeriods.Start).Concat(ballots.Select(CastVotes.DayOf)), stances.Select(StancePeriods.End))
            .All(day => stanceOn(day) == (Stance)assumption.Stance);
    }

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
