namespace KosovoNato.Milestones.Agreements;

/// <summary>Records that an agreement entered into force.</summary>
static class BringAgreementIntoForce
{
    public static readonly Write<EnactAgreementRequest, Agreement> Write = new(Check, Decide);

    static void Check(EnactAgreementRequest request, FieldViolations violations) =>
        AgreementTransitions.Check(request.Name, request.On, request.Evidence, violations);

    static Agreement Decide(EnactAgreementRequest request, Transaction draft) => AgreementTransitions.Move(
        draft, request.Name, request.Etag, new AgreementMove { To = AgreementStatus.InForce, On = request.On, Evidence = request.Evidence });
}
