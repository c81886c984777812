namespace KosovoNato.Milestones.Agreements;

/// <summary>Records that an agreement entered into force.</summary>
static class BringAgreementIntoForce
{
    public static readonly EditWrite<EnactAgreementRequest, Agreement> Write =
        AgreementTransitions.To<EnactAgreementRequest>(AgreementStatus.InForce);
}
