namespace KosovoNato.Milestones.Centres;

/// <summary>Corrects what is known of a centre; the steps of its accreditation are recorded by another write.</summary>
static class CorrectCentre
{
    public static readonly Write<CorrectCentreRequest, Centre> Write = new(Check, Decide);

    static void Check(CorrectCentreRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations,
            "display_name", "short_name", "host", "city", "domains", "nato_accredited", "established_on", "evidence", "note", "corrections");
        CentreChecks.Check(request.Centre, fields, violations);
    }

    static Centre Decide(CorrectCentreRequest request, Transaction draft)
    {
        var centre = draft.Edit<Centre>(request.Centre.Name, request.Etag);
        var before = centre.Clone();
        FieldSelection.Apply(request.UpdateMask, request.Centre, centre);
        CentreChecks.Keep(centre);
        Accreditation.RequireAgreement(centre);
        Corrections.Keep(before.Corrections, centre.Corrections, centre.Name, draft);
        Corrections.Add(centre.Corrections, request.UpdateMask, before, centre, draft);
        draft.Put(centre, MilestonesEvent.CorrectionMade);
        return centre;
    }
}
