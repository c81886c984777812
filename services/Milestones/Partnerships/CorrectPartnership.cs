namespace KosovoNato.Milestones.Partnerships;

/// <summary>Corrects a partnership. Its status changes by other writes.</summary>
static class CorrectPartnership
{
    public static readonly CorrectWrite<CorrectPartnershipRequest, Partnership> Write =
        new(["kind", "evidence", "note"], PartnershipChecks.Check, PartnershipChecks.Keep, MilestonesEventType.CorrectionMade);
}
