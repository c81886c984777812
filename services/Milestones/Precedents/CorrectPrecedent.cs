namespace KosovoNato.Milestones.Precedents;

/// <summary>Corrects what is known of a precedent as a whole; a step or a ratification is corrected by recording it again.</summary>
static class CorrectPrecedent
{
    public static readonly Write<CorrectPrecedentRequest, Precedent> Write = new(Check, Decide);

    static void Check(CorrectPrecedentRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations, "outcome", "note", "corrections");
        PrecedentChecks.Check(request.Precedent, fields, violations);
    }

    static Precedent Decide(CorrectPrecedentRequest request, Transaction draft)
    {
        var precedent = draft.Edit<Precedent>(MilestoneNames.Canonical(request.Precedent.Name), request.Etag);
        var before = precedent.Clone();
        FieldSelection.Apply(request.UpdateMask, request.Precedent, precedent);
        Corrections.Keep(before.Corrections, precedent.Corrections, precedent.Name, draft);
        Corrections.Add(precedent.Corrections, request.UpdateMask, before, precedent, draft);
        draft.Put(precedent, MilestonesEvent.CorrectionMade);
        return precedent;
    }
}
