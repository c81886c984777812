namespace KosovoNato.Milestones.Agreements;

/// <summary>Proposes an agreement with a centre, a state or an organization.</summary>
static class ProposeAgreement
{
    public static readonly CreateWrite<ProposeAgreementRequest, Agreement> Write =
        new(AgreementChecks.Check, Complete, MilestonesEventType.AgreementTransitioned);

    static void Complete(Agreement agreement, Transaction draft)
    {
        if (agreement.HasCentre)
        {
            draft.Get<Centre>(agreement.Centre);
        }

        if (agreement.HasState)
        {
            agreement.State = StateCodes.Canonical(agreement.State);
        }

        agreement.Party = DefaultSubject.OrDefault(agreement.Party);
        agreement.Status = AgreementStatus.Proposed;
        AgreementChecks.Keep(agreement);
    }
}
