namespace KosovoNato.Milestones.Agreements;

/// <summary>Records that an agreement is being negotiated.</summary>
static class NegotiateAgreement
{
    public static readonly EditWrite<NegotiateAgreementRequest, Agreement> Write =
        AgreementTransitions.To<NegotiateAgreementRequest>(AgreementStatus.Negotiating);
}
