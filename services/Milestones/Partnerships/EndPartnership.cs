namespace KosovoNato.Milestones.Partnerships;

/// <summary>Records that a partnership ended.</summary>
static class EndPartnership
{
    public static readonly EditWrite<EndPartnershipRequest, Partnership> Write =
        PartnershipTransitions.To<EndPartnershipRequest>(PartnershipStatus.Ended);
}
