namespace KosovoNato.Milestones.Partnerships;

/// <summary>Corrects what is known of a partnership; its stage moves by other writes.</summary>
static class CorrectPartnership
{
    public static readonly Write<CorrectPartnershipRequest, Partnership> Write = new(Check, Decide);

    static void Check(CorrectPartnershipRequest request, Violations violations)
    {
        var fields = Fields.Check(request.UpdateMask, violations, "kind", "evidence", "note");
        PartnershipChecks.Check(request.Partnership, fields, violations);
    }

    static Partnership Decide(CorrectPartnershipRequest request, Draft draft)
    {
        var partnership = draft.Edit<Partnership>(Names.Canonical(request.Partnership.Name), request.Etag);
        Fields.Apply(request.UpdateMask, request.Partnership, partnership);
        partnership.Evidence = Evidences.Kept(partnership.Evidence);
        draft.Put(partnership, MilestonesEvent.CorrectionMade);
        return partnership;
    }
}
