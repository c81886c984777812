namespace KosovoNato.Milestones.Agreements;

/// <summary>Records that an agreement ended or was abandoned.</summary>
static class EndAgreement
{
    public static readonly EditWrite<EndAgreementRequest, Agreement> Write =
        AgreementTransitions.To<EndAgreementRequest>(AgreementStatus.Ended);
}
