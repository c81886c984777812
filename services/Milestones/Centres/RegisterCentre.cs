namespace KosovoNato.Milestones.Centres;

/// <summary>Registers a centre of excellence.</summary>
static class RegisterCentre
{
    public static readonly CreateWrite<RegisterCentreRequest, Centre> Write =
        new(CentreChecks.Check, Complete, MilestonesEventType.CentreChanged);

    static void Complete(Centre centre, Transaction draft)
    {
        DateChecks.RequireBegun(
            draft.Today, [.. centre.AccreditationSteps.Select((step, i) => (step.Date, $"centre.accreditation_steps[{i}].date"))]);
        CentreChecks.Keep(centre);
        Accreditation.RequireAgreement(centre);
        Corrections.Keep([], centre.Corrections, centre.Name, draft.Context);
    }
}
