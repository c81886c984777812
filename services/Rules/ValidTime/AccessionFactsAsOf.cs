namespace KosovoNato.Rules.ValidTime;

/// <summary>Indicators, precedents, centres, agreements and partnerships as of a day.</summary>
static class AccessionFactsAsOf
{
    /// <summary>The observations of periods up to the day. When a plan for a later period was made is not recorded.</summary>
    public static Indicator Of(Indicator indicator, AsOfDate moment)
    {
        if (indicator.Observations.All(observation => moment.Includes(observation.Period)))
        {
            return indicator;
        }

        var then = indicator.Clone();
        AsOfDate.Keep(then.Observations, i => moment.Includes(then.Observations[i].Period));
        return then;
    }

    /// <summary>
    /// The steps of a state need not be in order: each counts by its own date. A state that acceded later was still in progress.
    /// </summary>
    public static Precedent Of(Precedent precedent, AsOfDate moment)
    {
        bool HasRatified(Ratification ratification) =>
            moment.Includes(ratification.DepositedOn.Length > 0 ? ratification.DepositedOn : ratification.ParliamentApprovedOn);
        if (precedent.Steps.All(step => moment.Includes(step.Date)) && precedent.Ratifications.All(HasRatified))
        {
            return precedent;
        }

        var then = precedent.Clone();
        AsOfDate.Keep(then.Steps, i => moment.Includes(then.Steps[i].Date));
        AsOfDate.Keep(then.Ratifications, i => HasRatified(then.Ratifications[i]));
        var isToAccede = precedent.Steps.Any(step => step.Step == AccessionStep.Acceded)
            && then.Steps.All(step => step.Step != AccessionStep.Acceded);
        then.Outcome = then.Outcome == PrecedentOutcome.Acceded && isToAccede ? PrecedentOutcome.InProgress : then.Outcome;
        return then;
    }

    /// <summary>A centre without a dated accreditation step keeps its recorded accreditation.</summary>
    public static Centre Of(Centre centre, AsOfDate moment)
    {
        if (moment.Includes(centre.EstablishedOn) && centre.AccreditationSteps.All(step => moment.Includes(step.Date)))
        {
            return centre;
        }

        var then = centre.Clone();
        AsOfDate.Keep(then.AccreditationSteps, i => moment.Includes(then.AccreditationSteps[i].Date));
        then.EstablishedOn = moment.Includes(centre.EstablishedOn) ? centre.EstablishedOn : "";
        then.NatoAccredited &= centre.AccreditationSteps.Where(step => step.Stage == AccreditationStage.NacAccredited)
            .All(step => moment.Includes(step.Date));
        return then;
    }

    public static Agreement Of(Agreement agreement, AsOfDate moment)
    {
        var made = moment.DaysOf([.. agreement.Transitions.Select(move => new DatedEvent(move.Date))]).Count(day => day <= moment.Day);
        var status = made > 0 ? agreement.Transitions[made - 1].ToStatus : AgreementStatus.Proposed;
        if (made == agreement.Transitions.Count && status == agreement.Status)
        {
            return agreement;
        }

        var then = agreement.Clone();
        AsOfDate.Keep(then.Transitions, i => i < made);
        then.Status = status;
        return then;
    }

    public static Partnership Of(Partnership partnership, AsOfDate moment)
    {
        var made = moment.DaysOf([.. partnership.Transitions.Select(move => new DatedEvent(move.Date))]).Count(day => day <= moment.Day);
        var status = made > 0 ? partnership.Transitions[made - 1].ToStatus : PartnershipStatus.Proposed;
        if (made == partnership.Transitions.Count && status == partnership.Status
            && partnership.Activities.All(activity => moment.Includes(activity.Date)))
        {
            return partnership;
        }

        var then = partnership.Clone();
        AsOfDate.Keep(then.Activities, i => moment.Includes(then.Activities[i].Date));
        AsOfDate.Keep(then.Transitions, i => i < made);
        then.Status = status;
        return then;
    }
}
