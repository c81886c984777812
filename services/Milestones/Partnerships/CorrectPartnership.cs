namespace KosovoNato.Milestones.Partnerships;

/// <summary>Corrects what is known of a partnership; its status moves by other writes.</summary>
static class CorrectPartnership
{
    public static readonly CorrectWrite<CorrectPartnershipRequest, Partnership> Write =
        new(["kind", "evidence", "note"], PartnershipChecks.Check, PartnershipChecks.Keep, MilestonesEvent.CorrectionMade);
}
