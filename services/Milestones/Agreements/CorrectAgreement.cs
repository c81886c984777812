namespace KosovoNato.Milestones.Agreements;

/// <summary>Corrects what is known of an agreement; its stage moves by other writes.</summary>
static class CorrectAgreement
{
    public static readonly Write<CorrectAgreementRequest, Agreement> Write = new(Check, Decide);

    static void Check(CorrectAgreementRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations, "title", "kind", "evidence", "note");
        AgreementChecks.Check(request.Agreement, fields, violations);
    }

    static Agreement Decide(CorrectAgreementRequest request, Transaction draft)
    {
        var agreement = draft.Edit<Agreement>(request.Agreement.Name, request.Etag);
        FieldSelection.Apply(request.UpdateMask, request.Agreement, agreement);
        agreement.Evidence = EvidenceChecks.Normalized(agreement.Evidence);
        draft.Put(agreement, MilestonesEvent.CorrectionMade);
        return agreement;
    }
}
