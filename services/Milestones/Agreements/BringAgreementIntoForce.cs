namespace KosovoNato.Milestones.Agreements;

/// <summary>Records that an agreement entered into force.</summary>
static class BringAgreementIntoForce
{
    public static readonly EditWrite<BringAgreementIntoForceRequest, Agreement> Write =
        AgreementTransitions.To<BringAgreementIntoForceRequest>(AgreementStatus.InForce);
}
