namespace KosovoNato.Milestones.Partnerships;

/// <summary>Records that a partnership goes on.</summary>
static class ActivatePartnership
{
    public static readonly Write<ActivatePartnershipRequest, Partnership> Write = new(Check, Decide);

    static void Check(ActivatePartnershipRequest request, FieldViolations violations) =>
        PartnershipTransitions.Check(request.Name, request.On, request.Evidence, violations);

    static Partnership Decide(ActivatePartnershipRequest request, Transaction draft) => PartnershipTransitions.Move(
        draft, request.Name, request.Etag, new PartnershipMove { To = PartnershipStatus.Active, On = request.On, Evidence = request.Evidence });
}
