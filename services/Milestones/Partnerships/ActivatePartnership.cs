namespace KosovoNato.Milestones.Partnerships;

/// <summary>Records that a partnership is active.</summary>
static class ActivatePartnership
{
    public static readonly EditWrite<ActivatePartnershipRequest, Partnership> Write =
        PartnershipTransitions.To<ActivatePartnershipRequest>(PartnershipStatus.Active);
}
