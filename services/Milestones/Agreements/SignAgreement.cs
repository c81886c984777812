namespace KosovoNato.Milestones.Agreements;

/// <summary>Records that an agreement is signed.</summary>
static class SignAgreement
{
    public static readonly Write<SignAgreementRequest, Agreement> Write = new(Check, Decide);

    static void Check(SignAgreementRequest request, FieldViolations violations) =>
        AgreementTransitions.Check(request.Name, request.On, request.Evidence, violations);

    static Agreement Decide(SignAgreementRequest request, Transaction draft) => AgreementTransitions.Move(
        draft, request.Name, request.Etag, new AgreementMove { To = AgreementStatus.Signed, On = request.On, Evidence = request.Evidence });
}
