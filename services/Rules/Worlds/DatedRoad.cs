namespace KosovoNato.Rules.Worlds;

/// <summary>What else there was of the road on a day.</summary>
static class DatedRoad
{
    const string Plan = "plan";

    /// <summary>What had been observed. A plan for a time that is still to come is there before that time.</summary>
    public static Indicator Of(Indicator indicator, Moment moment)
    {
        bool IsSeen(Observation observation) =>
            moment.Has(observation.Period)
            || (observation.Qualifier.Contains(Plan, StringComparison.OrdinalIgnoreCase) && PartialDate.Parse(observation.Period).First > moment.Day);
        if (indicator.Observations.All(IsSeen))
        {
            return indicator;
        }

        var then = indicator.Clone();
        Moment.Keep(then.Observations, i => IsSeen(then.Observations[i]));
        return then;
    }

    /// <summary>Steps of a country are no sequence: each counts by its own date. Who acceded later was on the road.</summary>
    public static Precedent Of(Precedent precedent, Moment moment)
    {
        bool HasRatified(Ratification ratification) => moment.Has(ratification.DepositedOn.Length > 0 ? ratification.DepositedOn : ratification.ParliamentOn);
        if (precedent.Steps.All(step => moment.Has(step.On)) && precedent.Ratifications.All(HasRatified))
        {
            return precedent;
        }

        var then = precedent.Clone();
        Moment.Keep(then.Steps, i => moment.Has(then.Steps[i].On));
        Moment.Keep(then.Ratifications, i => HasRatified(then.Ratifications[i]));
        var isToAccede = precedent.Steps.Any(step => step.Step == AccessionStep.Acceded) && then.Steps.All(step => step.Step != AccessionStep.Acceded);
        then.Outcome = then.Outcome == PrecedentOutcome.Acceded && isToAccede ? PrecedentOutcome.InProgress : then.Outcome;
        return then;
    }

    /// <summary>One whose accreditation has no step with a date is accredited as it is recorded.</summary>
    public static Centre Of(Centre centre, Moment moment)
    {
        if (moment.Has(centre.EstablishedOn) && centre.Steps.All(step => moment.Has(step.On)))
        {
            return centre;
        }

        var then = centre.Clone();
        Moment.Keep(then.Steps, i => moment.Has(then.Steps[i].On));
        then.EstablishedOn = moment.Has(centre.EstablishedOn) ? centre.EstablishedOn : "";
        then.NatoAccredited &= centre.Steps.Where(step => step.Stage == AccreditationStage.NacAccredited).All(step => moment.Has(step.On));
        return then;
    }

    public static Agreement Of(Agreement agreement, Moment moment)
    {
        var made = moment.DaysOf([.. agreement.Moves.Select(move => new Step(move.On))]).Count(day => day <= moment.Day);
        if (made == agreement.Moves.Count)
        {
            return agreement;
        }

        var then = agreement.Clone();
        Moment.Keep(then.Moves, i => i < made);
        then.Status = then.Moves.LastOrDefault()?.To ?? AgreementStatus.Proposed;
        return then;
    }

    public static Partnership Of(Partnership partnership, Moment moment)
    {
        var made = moment.DaysOf([.. partnership.Moves.Select(move => new Step(move.On))]).Count(day => day <= moment.Day);
        if (made == partnership.Moves.Count && partnership.Activities.All(activity => moment.Has(activity.On)))
        {
            return partnership;
        }

        var then = partnership.Clone();
        Moment.Keep(then.Activities, i => moment.Has(then.Activities[i].On));
        if (made < partnership.Moves.Count)
        {
            Moment.Keep(then.Moves, i => i < made);
            then.Status = then.Moves.LastOrDefault()?.To ?? PartnershipStatus.Proposed;
        }

        return then;
    }
}
