namespace KosovoNato.Milestones.Agreements;

/// <summary>Proposes an agreement with a centre, a state or an organization.</summary>
static class ProposeAgreement
{
    public static readonly Write<ProposeAgreementRequest, Agreement> Write = new(Check, Decide);

    /// <summary>The code of the state that makes it.</summary>
    public static string PartyOf(Agreement agreement) => agreement.Party.Length == 0 ? "XK" : StateCodes.Canonical(agreement.Party);

    static void Check(ProposeAgreementRequest request, FieldViolations violations) => AgreementChecks.Check(request.Agreement, FieldSelection.All, violations);

    static Agreement Decide(ProposeAgreementRequest request, Transaction draft)
    {
        var agreement = request.Agreement.Clone();
        draft.RequireNew<Agreement>(agreement.Name);
        if (agreement.HasCentre)
        {
            draft.Get<Centre>(MilestoneNames.Centre(agreement.Centre));
        }

        if (agreement.HasState)
        {
            agreement.State = StateCodes.Canonical(agreement.State);
        }

        agreement.Party = PartyOf(agreement);
        agreement.Status = AgreementStatus.Proposed;
        agreement.Evidence = EvidenceChecks.Normalized(agreement.Evidence);
        draft.Put(agreement, MilestonesEvent.AgreementTransitioned);
        return agreement;
    }
}
