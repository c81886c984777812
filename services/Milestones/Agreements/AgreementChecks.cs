namespace KosovoNato.Milestones.Agreements;

/// <summary>What an agreement must be like.</summary>
static class AgreementChecks
{
    public static void Check(Agreement? agreement, FieldSelection fields, FieldViolations violations)
    {
        if (agreement is null)
        {
            violations.Add("agreement", "is required: it holds the name and the values");
            return;
        }

        var at = violations.At("agreement");
        MilestoneNames.Check("agreements", agreement.Name, at);
        if (fields.Has("title"))
        {
            ValueChecks.CheckTitle(agreement.Title, 300, at, "title");
        }

        if (fields.Has("kind"))
        {
            ValueChecks.CheckListed(agreement.Kind, at, "kind");
        }

        if (fields.Has("evidence"))
        {
            EvidenceChecks.Check(agreement.Evidence, at);
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(agreement.Note, at);
        }

        if (fields == FieldSelection.All)
        {
            CheckParties(agreement, at);
            at.Require(agreement.Status == AgreementStatus.Unspecified, "status", "must be empty: an agreement is proposed, and moves by further writes");
            at.Require(agreement.Moves.Count == 0, "moves", "must be empty: they are recorded by further writes");
        }
    }

    static void CheckParties(Agreement agreement, FieldViolations violations)
    {
        if (agreement.Party.Length > 0)
        {
            StateCodes.Check(agreement.Party, violations, "party");
        }

        switch (agreement.CounterpartCase)
        {
            case Agreement.CounterpartOneofCase.Centre:
                MilestoneNames.CheckId(agreement.Centre, violations, "centre");
                break;
            case Agreement.CounterpartOneofCase.State:
                StateCodes.Check(agreement.State, violations, "state");
                violations.Require(StateCodes.Canonical(agreement.State) != ProposeAgreement.PartyOf(agreement), "state", "must be another state than the party");
                break;
            case Agreement.CounterpartOneofCase.Organization:
                MilestoneNames.CheckId(agreement.Organization, violations, "organization");
                break;
            default:
                violations.Add("counterpart", "is required: set centre, state or organization");
                break;
        }
    }
}
