namespace KosovoNato.Milestones.Agreements;

/// <summary>Records that an agreement ended or was given up.</summary>
static class EndAgreement
{
    public static readonly Write<EndAgreementRequest, Agreement> Write = new(Check, Decide);

    static void Check(EndAgreementRequest request, FieldViolations violations) =>
        AgreementTransitions.Check(request.Name, request.On, request.Evidence, violations);

    static Agreement Decide(EndAgreementRequest request, Transaction draft) => AgreementTransitions.Move(
        draft, request.Name, request.Etag, new AgreementMove { To = AgreementStatus.Ended, On = request.On, Evidence = request.Evidence });
}
