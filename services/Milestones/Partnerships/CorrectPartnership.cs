namespace KosovoNato.Milestones.Partnerships;

/// <summary>Corrects what is known of a partnership; its stage moves by other writes.</summary>
static class CorrectPartnership
{
    public static readonly Write<CorrectPartnershipRequest, Partnership> Write = new(Check, Decide);

    static void Check(CorrectPartnershipRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations, "kind", "evidence", "note");
        PartnershipChecks.Check(request.Partnership, fields, violations);
    }

    static Partnership Decide(CorrectPartnershipRequest request, Transaction draft)
    {
        var partnership = draft.Edit<Partnership>(MilestoneNames.Canonical(request.Partnership.Name), request.Etag);
        FieldSelection.Apply(request.UpdateMask, request.Partnership, partnership);
        partnership.Evidence = EvidenceChecks.Normalized(partnership.Evidence);
        draft.Put(partnership, MilestonesEvent.CorrectionMade);
        return partnership;
    }
}
