namespace KosovoNato.Milestones.Centres;

/// <summary>Corrects a centre. Its accreditation steps are recorded by another write.</summary>
static class CorrectCentre
{
    public static readonly CorrectWrite<CorrectCentreRequest, Centre> Write = new(
        ["display_name", "short_name", "host", "city", "domains", "nato_accredited", "established_on", "evidence", "note", "corrections"],
        CentreChecks.Check, Complete, MilestonesEventType.CorrectionMade);

    static void Complete(CorrectCentreRequest request, Centre before, Centre centre, Transaction draft)
    {
        CentreChecks.Keep(centre);
        Accreditation.RequireAgreement(centre);
        Corrections.Keep(before.Corrections, centre.Corrections, centre.Name, draft.Context);
        Corrections.Add(centre.Corrections, request.UpdateMask, before, centre, draft.Context);
    }
}
