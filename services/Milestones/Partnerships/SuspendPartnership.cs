namespace KosovoNato.Milestones.Partnerships;

/// <summary>Records that a partnership rests.</summary>
static class SuspendPartnership
{
    public static readonly Write<SuspendPartnershipRequest, Partnership> Write = new(Check, Decide);

    static void Check(SuspendPartnershipRequest request, FieldViolations violations) =>
        PartnershipTransitions.Check(request.Name, request.On, request.Evidence, violations);

    static Partnership Decide(SuspendPartnershipRequest request, Transaction draft) => PartnershipTransitions.Move(
        draft, request.Name, request.Etag, new PartnershipMove { To = PartnershipStatus.Suspended, On = request.On, Evidence = request.Evidence });
}
