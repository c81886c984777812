namespace KosovoNato.Milestones.Precedents;

/// <summary>Registers the accession path of another state.</summary>
static class RegisterPrecedent
{
    public static readonly CreateWrite<RegisterPrecedentRequest, Precedent> Write =
        new(PrecedentChecks.Check, Complete, MilestonesEventType.PrecedentChanged);

    static void Complete(Precedent precedent, Transaction draft)
    {
        PrecedentChecks.RequireBegun(precedent, draft.Today);
        PrecedentChecks.Keep(precedent);
        Corrections.Keep([], precedent.Corrections, precedent.Name, draft.Context);
    }
}
