namespace KosovoNato.Milestones.Agreements;

/// <summary>Records that an agreement was signed.</summary>
static class SignAgreement
{
    public static readonly EditWrite<SignAgreementRequest, Agreement> Write =
        AgreementTransitions.To<SignAgreementRequest>(AgreementStatus.Signed);
}
