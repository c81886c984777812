namespace KosovoNato.Milestones.Agreements;

/// <summary>Records that an agreement entered into force.</summary>
static class EnactAgreement
{
    public static readonly Write<EnactAgreementRequest, Agreement> Write = new(Check, Decide);

    static void Check(EnactAgreementRequest request, Violations violations) =>
        AgreementMoves.Check(request.Name, request.On, request.Evidence, violations);

    static Agreement Decide(EnactAgreementRequest request, Draft draft) => AgreementMoves.Move(
        draft, request.Name, request.Etag, new AgreementMove { To = AgreementStatus.InForce, On = request.On, Evidence = request.Evidence });
}
