using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Decisions;

namespace KosovoNato.Rules.Criteria;

/// <summary>The days up to that of the facts on which something may have changed that a criterion names.</summary>
sealed class FactDates
{
    readonly DateOnly last;
    readonly SortedSet<DateOnly> known = [];
    readonly SortedSet<DateOnly> electorate = [];
    readonly HashSet<DateOnly> estimated = [];

    FactDates(DateOnly last) => this.last = last;

    public IEnumerable<DateOnly> Known => known;

    /// <summary>Those that only say by when something had happened.</summary>
    public IReadOnlySet<DateOnly> Estimated => estimated;

    public static FactDates Of(Criterion criterion, Facts facts)
    {
        var dates = new FactDates(facts.Day);
        foreach (var leaf in CriterionFacts.Of(criterion))
        {
            dates.Add(leaf, facts);
        }

        // Who was a member before anything else happened does not matter: nothing was met then.
        if (dates.known.Count > 0)
        {
            var first = dates.known.Min;
            dates.known.UnionWith(dates.electorate.Where(day => day > first));
        }

        return dates;
    }

    void Add(Criterion leaf, Facts facts)
    {
        switch (leaf.ExpressionCase)
        {
            case Criterion.ExpressionOneofCase.Recognition when leaf.Recognition.RecognizerCase == RecognitionFact.RecognizerOneofCase.State:
                AddActs(facts.Recognition(leaf.Recognition.State, leaf.Recognition.Subject));
                break;
            case Criterion.ExpressionOneofCase.Recognition:
                AddMembers(leaf.Recognition.Organization, leaf.Recognition.Subject, facts);
                break;
            case Criterion.ExpressionOneofCase.Consensus:
                AddDecision(leaf.Consensus.Organization, leaf.Consensus.Decision, leaf.Consensus.Subject, facts);
                break;
            case Criterion.ExpressionOneofCase.Position:
                AddDecision(leaf.Position.Organization, leaf.Position.Decision, leaf.Position.Subject, facts);
                break;
            case Criterion.ExpressionOneofCase.Ratification:
                AddRatifications(leaf.Ratification, facts);
                break;
            case Criterion.ExpressionOneofCase.Milestone:
                Add(facts.Milestone(leaf.Milestone.Milestone)?.AchievedOn);
                break;
            case Criterion.ExpressionOneofCase.Indicator:
                foreach (var observation in facts.Indicator(leaf.Indicator.Indicator)?.Observations ?? [])
                {
                    Add(observation.Period);
                }

                break;
            case Criterion.ExpressionOneofCase.Agreement:
                foreach (var move in facts.Resources.Under<Agreement>().SelectMany(agreement => agreement.Moves))
                {
                    Add(move.On);
                }

                break;
            case Criterion.ExpressionOneofCase.Partnership:
                AddPartnerships(leaf.Partnership, facts);
                break;
        }
    }

    void AddActs(Recognition? recognition)
    {
        foreach (var act in recognition?.Acts ?? [])
        {
            var day = ActOrder.DayOf(act);
            Add(day);
            if (act.Date.Length == 0)
            {
                estimated.Add(day);
            }
        }
    }

    void AddMembers(string organization, string subject, Facts facts)
    {
        foreach (var membership in facts.Memberships(organization))
        {
            AddActs(facts.Recognition(Facts.LastId(membership.Name), subject));
            foreach (var period in membership.Periods)
            {
                AddElectorate(PartialDate.ParseKnown(period.From)?.First ?? PartialDate.ParseKnown(period.KnownOn)?.First);
                AddElectorate(DayAfter(period.To));
            }
        }
    }

    void AddDecision(string organization, string decision, string subject, Facts facts)
    {
        if (facts.Organization(organization) is { } known)
        {
            AddMembers(Electorate.OrganizationOf(known, decision), subject, facts);
        }

        if (facts.Question(organization, decision, subject) is not { } question)
        {
            return;
        }

        Add(question.DecidedOn);
        foreach (var stance in facts.Positions(question).SelectMany(position => position.Stances))
        {
            Add(stance.ValidFrom);
            if (DayAfter(stance.ValidTo) is { } end)
            {
                Add(end);
            }
        }
    }

    void AddRatifications(RatificationFact fact, Facts facts)
    {
        foreach (var ratification in facts.Precedent(fact.Subject)?.Ratifications ?? [])
        {
            Add(ratification.DepositedOn.Length > 0 ? ratification.DepositedOn : ratification.ParliamentOn);
        }

        foreach (var period in facts.Memberships(fact.Organization).SelectMany(membership => membership.Periods))
        {
            AddElectorate(PartialDate.ParseKnown(period.From)?.First);
            AddElectorate(DayAfter(period.To));
        }
    }

    void AddPartnerships(PartnershipFact fact, Facts facts)
    {
        var named = fact.Partnerships.Count == 0
            ? facts.Resources.Under<Partnership>()
            : fact.Partnerships.Select(facts.Partnership).OfType<Partnership>();
        foreach (var move in named.SelectMany(partnership => partnership.Moves))
        {
            Add(move.On);
        }
    }

    void Add(string? date)
    {
        if (date is not null && PartialDate.ParseKnown(date) is { } day)
        {
            Add(day.First);
        }
    }

    void Add(DateOnly day)
    {
        if (day <= last)
        {
            known.Add(day);
        }
    }

    void AddElectorate(DateOnly? day)
    {
        if (day is { } change && change <= last)
        {
            electorate.Add(change);
        }
    }

    static DateOnly? DayAfter(string date) =>
        PartialDate.ParseKnown(date) is { } end && end.Last < DateOnly.MaxValue ? end.Last.AddDays(1) : null;
}
