namespace KosovoNato.Milestones.Precedents;

/// <summary>Registers the road of another country.</summary>
static class RegisterPrecedent
{
    public static readonly Write<RegisterPrecedentRequest, Precedent> Write = new(Check, Decide);

    static void Check(RegisterPrecedentRequest request, FieldViolations violations) => PrecedentChecks.Check(request.Precedent, FieldSelection.All, violations);

    static Precedent Decide(RegisterPrecedentRequest request, Transaction draft)
    {
        var precedent = request.Precedent.Clone();
        precedent.Name = MilestoneNames.Canonical(precedent.Name);
        draft.RequireNew<Precedent>(precedent.Name);
        PrecedentChecks.Keep(precedent);
        Corrections.Keep([], precedent.Corrections, precedent.Name, draft);
        draft.Put(precedent, MilestonesEvent.PrecedentChanged);
        return precedent;
    }
}
