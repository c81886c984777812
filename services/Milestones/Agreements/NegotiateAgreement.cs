namespace KosovoNato.Milestones.Agreements;

/// <summary>Records that an agreement is negotiated.</summary>
static class NegotiateAgreement
{
    public static readonly Write<NegotiateAgreementRequest, Agreement> Write = new(Check, Decide);

    static void Check(NegotiateAgreementRequest request, FieldViolations violations) =>
        AgreementTransitions.Check(request.Name, request.On, request.Evidence, violations);

    static Agreement Decide(NegotiateAgreementRequest request, Transaction draft) => AgreementTransitions.Move(
        draft, request.Name, request.Etag, new AgreementMove { To = AgreementStatus.Negotiating, On = request.On, Evidence = request.Evidence });
}
