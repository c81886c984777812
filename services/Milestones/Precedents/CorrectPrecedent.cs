namespace KosovoNato.Milestones.Precedents;

/// <summary>Corrects a precedent. A step or a ratification is corrected by recording it again.</summary>
static class CorrectPrecedent
{
    public static readonly CorrectWrite<CorrectPrecedentRequest, Precedent> Write =
        new(["outcome", "note", "corrections"], PrecedentChecks.Check, Complete, MilestonesEventType.CorrectionMade);

    static void Complete(CorrectPrecedentRequest request, Precedent before, Precedent precedent, Transaction draft)
    {
        Corrections.Keep(before.Corrections, precedent.Corrections, precedent.Name, draft.Context);
        Corrections.Add(precedent.Corrections, request.UpdateMask, before, precedent, draft.Context);
    }
}
