namespace KosovoNato.Milestones.Precedents;

/// <summary>Records a ratification of the accession of a precedent, in place of the one of the same member if it is there.</summary>
static class RecordRatification
{
    public static readonly Write<RecordRatificationRequest, Precedent> Write = new(Check, Decide);

    static void Check(RecordRatificationRequest request, FieldViolations violations)
    {
        MilestoneNames.CheckPrecedent(request.Name, violations);
        if (request.Ratification is null)
        {
            violations.Add("ratification", "is required");
            return;
        }

        PrecedentChecks.CheckRatification(request.Ratification, violations.At("ratification"));
    }

    static Precedent Decide(RecordRatificationRequest request, Transaction draft)
    {
        var precedent = draft.Edit<Precedent>(MilestoneNames.Canonical(request.Name), request.Etag);
        var ratification = request.Ratification.Clone();
        if (precedent.Ratifications.FirstOrDefault(present => present.By == StateCodes.Canonical(ratification.By)) is { } present)
        {
            precedent.Ratifications.Remove(present);
        }
        else
        {
            CollectionLimits.RequireCapacity(precedent.Ratifications.Count, PrecedentChecks.MaxRatifications, precedent.Name, "ratifications");
        }

        precedent.Ratifications.Add(ratification);
        PrecedentChecks.Keep(precedent);
        draft.Put(precedent, MilestonesEvent.PrecedentChanged);
        return precedent;
    }
}
