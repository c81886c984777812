namespace KosovoNato.Milestones.Centres;

/// <summary>Registers a centre of excellence.</summary>
static class RegisterCentre
{
    public static readonly Write<RegisterCentreRequest, Centre> Write = new(Check, Decide);

    static void Check(RegisterCentreRequest request, FieldViolations violations) => CentreChecks.Check(request.Centre, FieldSelection.All, violations);

    static Centre Decide(RegisterCentreRequest request, Transaction draft)
    {
        var centre = request.Centre.Clone();
        EventDates.Require(draft, [.. centre.Steps.Select((step, i) => (step.On, $"centre.steps[{i}].on"))]);
        draft.RequireNew<Centre>(centre.Name);
        CentreChecks.Keep(centre);
        Accreditation.RequireAgreement(centre);
        Corrections.Keep([], centre.Corrections, centre.Name, draft);
        draft.Put(centre, MilestonesEvent.CentreChanged);
        return centre;
    }
}
