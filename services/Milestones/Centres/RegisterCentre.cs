namespace KosovoNato.Milestones.Centres;

/// <summary>Registers a centre of excellence.</summary>
static class RegisterCentre
{
    public static readonly CreateWrite<RegisterCentreRequest, Centre> Write =
        new(CentreChecks.Check, Complete, MilestonesEvent.CentreChanged);

    static void Complete(Centre centre, Transaction draft)
    {
        DateChecks.RequireHappened(draft.Today, [.. centre.Steps.Select((step, i) => (step.On, $"centre.steps[{i}].on"))]);
        CentreChecks.Keep(centre);
        Accreditation.RequireAgreement(centre);
        Corrections.Keep([], centre.Corrections, centre.Name, draft.Context);
    }
}
