namespace KosovoNato.Milestones.Partnerships;

/// <summary>Records that a partnership was suspended.</summary>
static class SuspendPartnership
{
    public static readonly EditWrite<SuspendPartnershipRequest, Partnership> Write =
        PartnershipTransitions.To<SuspendPartnershipRequest>(PartnershipStatus.Suspended);
}
