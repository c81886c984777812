namespace KosovoNato.Recognitions.Memberships;

/// <summary>Validation rules for the period of a membership.</summary>
static class MembershipPeriodChecks
{
    public static void CheckName(string name, FieldViolations violations) =>
        NameChecks.CheckUnder("organizations", "memberships", name, violations);

    public static void Check(MembershipPeriod period, FieldSelection fields, FieldViolations at)
    {
        new FieldChecks(at, fields)
            .Listed("role", period.Role)
            .Date("valid_from", period.ValidFrom)
            .Date("valid_to", period.ValidTo)
            .Day("attested_on", period.AttestedOn)
            .Evidence(period.Evidence)
            .Note(period.Note)
            .OtherDates(period.OtherDates);
        if (fields == FieldSelection.All)
        {
            CheckTogether(period, at);
        }
    }

    /// <summary>Checks rules that span several fields. A correction is checked after it is merged into the period.</summary>
    public static void CheckTogether(MembershipPeriod period, FieldViolations at)
    {
        at.Require(period.ValidFrom.Length > 0 || period.AttestedOn.Length > 0, "valid_from",
            "is required; if it is unknown, set `attested_on` to a day on which a source shows that the state held the role");
        DateChecks.CheckOrder(period.ValidFrom, period.ValidTo, at, "valid_to", "must not be before `valid_from`");
        DateChecks.CheckOrder(period.ValidFrom, period.AttestedOn, at, "attested_on", "must not be before `valid_from`");
        DateChecks.CheckOrder(period.AttestedOn, period.ValidTo, at, "valid_to", "must not be before `attested_on`");
    }

    /// <summary>Normalizes a period for storage.</summary>
    public static void Keep(MembershipPeriod period)
    {
        period.Evidence = EvidenceChecks.Normalized(period.Evidence);
        EvidenceChecks.Normalize(period.OtherDates);
    }
}
