namespace KosovoNato.Milestones.Centres;

/// <summary>Registers a centre of excellence.</summary>
static class RegisterCentre
{
    public static readonly Write<RegisterCentreRequest, Centre> Write = new(Check, Decide);

    static void Check(RegisterCentreRequest request, Violations violations) => CentreChecks.Check(request.Centre, Fields.All, violations);

    static Centre Decide(RegisterCentreRequest request, Draft draft)
    {
        var centre = request.Centre.Clone();
        Happened.Require(draft, [.. centre.Steps.Select((step, i) => (step.On, $"centre.steps[{i}].on"))]);
        draft.RequireNew<Centre>(centre.Name);
        CentreChecks.Keep(centre);
        Accreditation.RequireAgreement(centre);
        Corrections.Keep([], centre.Corrections, centre.Name, draft);
        draft.Put(centre, MilestonesEvent.CentreChanged);
        return centre;
    }
}
