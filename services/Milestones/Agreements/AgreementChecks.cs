namespace KosovoNato.Milestones.Agreements;

/// <summary>Validation rules for agreements.</summary>
static class AgreementChecks
{
    public static void Check(Agreement agreement, FieldSelection fields, FieldViolations at)
    {
        NameChecks.Check("agreements", agreement.Name, at);
        new FieldChecks(at, fields)
            .Title("title", agreement.Title, 300)
            .Listed("kind", agreement.Kind)
            .Evidence(agreement.Evidence)
            .Note(agreement.Note);
        if (fields == FieldSelection.All)
        {
            CheckParties(agreement, at);
            at.Require(agreement.Status == AgreementStatus.Unspecified, "status",
                "must be empty: other writes change the status of an agreement");
            at.Require(agreement.Transitions.Count == 0, "transitions", "must be empty: other writes record the transitions");
        }
    }

    /// <summary>Normalizes an agreement for storage.</summary>
    public static void Keep(Agreement agreement) => agreement.Evidence = EvidenceChecks.Normalized(agreement.Evidence);

    static void CheckParties(Agreement agreement, FieldViolations at)
    {
        StateCodes.CheckOptional(agreement.Party, at, "party");
        switch (agreement.CounterpartCase)
        {
            case Agreement.CounterpartOneofCase.Centre:
                NameChecks.Check("centres", agreement.Centre, at, "centre");
                break;
            case Agreement.CounterpartOneofCase.State:
                StateCodes.Check(agreement.State, at, "state");
                at.Require(StateCodes.Canonical(agreement.State) != DefaultSubject.OrDefault(agreement.Party), "state",
                    "must differ from `party`");
                break;
            case Agreement.CounterpartOneofCase.Organization:
                NameChecks.Check("organizations", agreement.Organization, at, "organization");
                break;
            default:
                at.Add("counterpart", "is required: set `centre`, `state` or `organization`");
                break;
        }
    }
}
