namespace KosovoNato.Milestones.Agreements;

/// <summary>Corrects an agreement. Its status changes by other writes.</summary>
static class CorrectAgreement
{
    public static readonly CorrectWrite<CorrectAgreementRequest, Agreement> Write =
        new(["title", "kind", "evidence", "note"], AgreementChecks.Check, AgreementChecks.Keep, MilestonesEventType.CorrectionMade);
}
