namespace KosovoNato.Milestones.Partnerships;

/// <summary>Records that a partnership ended.</summary>
static class EndPartnership
{
    public static readonly Write<EndPartnershipRequest, Partnership> Write = new(Check, Decide);

    static void Check(EndPartnershipRequest request, FieldViolations violations) =>
        PartnershipTransitions.Check(request.Name, request.On, request.Evidence, violations);

    static Partnership Decide(EndPartnershipRequest request, Transaction draft) => PartnershipTransitions.Move(
        draft, request.Name, request.Etag, new PartnershipMove { To = PartnershipStatus.Ended, On = request.On, Evidence = request.Evidence });
}
