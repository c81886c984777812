namespace KosovoNato.Milestones.Precedents;

/// <summary>
/// Records a ratification of the accession of a precedent. Replaces the ratification by the same member if it is recorded already.
/// </summary>
static class RecordRatification
{
    public static readonly EditWrite<RecordRatificationRequest, Precedent> Write = new(Check, Change, MilestonesEventType.PrecedentChanged);

    static void Check(RecordRatificationRequest request, FieldViolations violations)
    {
        NameChecks.CheckCode("precedents", request.Name, violations);
        ValueChecks.CheckRequired(request.Ratification, violations, "ratification", PrecedentChecks.CheckRatification);
    }

    static void Change(RecordRatificationRequest request, Precedent precedent, Transaction draft)
    {
        DateChecks.RequireBegun(
            draft.Today, (request.Ratification.ParliamentApprovedOn, "ratification.parliament_approved_on"),
            (request.Ratification.DepositedOn, "ratification.deposited_on"));
        if (precedent.Ratifications.FirstOrDefault(
            present => present.State == StateCodes.Canonical(request.Ratification.State)) is { } present)
        {
            precedent.Ratifications.Remove(present);
        }

        Capacity.Require(precedent.Ratifications.Count, PrecedentChecks.MaxRatifications, precedent.Name, "ratifications");
        precedent.Ratifications.Add(request.Ratification.Clone());
        PrecedentChecks.Keep(precedent);
    }
}
