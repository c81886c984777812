namespace KosovoNato.Recognitions.Acts;

/// <summary>Validation rules for acts.</summary>
static class ActChecks
{
    public static void Check(Act act, FieldSelection fields, FieldViolations at)
    {
        if (fields == FieldSelection.All)
        {
            ValueChecks.CheckListed(act.Kind, at, "kind");
            ValueChecks.CheckText(act.OverrideReason, 500, at, "override_reason");
            CheckTogether(act, at);
        }

        new FieldChecks(at, fields)
            .Date("date", act.Date)
            .Day("attested_on", act.AttestedOn)
            .Optional("instrument", act.Instrument)
            .Evidence(act.Evidence)
            .Require("ordinal_claimed", act.OrdinalClaimed >= 0, "must not be negative; 0 means none")
            .Optional("rank", act.Rank)
            .OtherDates(act.OtherDates)
            .Note(act.Note);
    }

    /// <summary>Checks rules that span several fields. A correction is checked after it is merged into the act.</summary>
    public static void CheckTogether(Act act, FieldViolations at)
    {
        at.Require(act.Date.Length > 0 || act.AttestedOn.Length > 0, "date",
            "is required; if it is unknown, set `attested_on` to a day by which a source shows that it had happened");
        at.Require(!act.CountedByThirdParties || act.Kind == ActKind.WithdrawalClaimed, "counted_by_third_parties",
            "must be false unless `kind` is WITHDRAWAL_CLAIMED");
        DateChecks.CheckOrder(act.Date, act.AttestedOn, at, "attested_on", "must not be before `date`");
    }

    public static void RequireHappened(Act act, DateOnly today) =>
        DateChecks.RequireHappened(today, (act.Date, "act.date"), (act.AttestedOn, "act.attested_on"));

    /// <summary>Normalizes an act for storage.</summary>
    public static void Keep(Act act)
    {
        act.Rank = act.Rank == ClaimRank.Unspecified ? ClaimRank.Preferred : act.Rank;
        act.Evidence = EvidenceChecks.Normalized(act.Evidence);
        EvidenceChecks.Normalize(act.OtherDates);
    }
}
