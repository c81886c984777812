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
            .Date("from", period.From)
            .Date("to", period.To)
            .Day("known_on", period.KnownOn)
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
        at.Require(period.From.Length > 0 || period.KnownOn.Length > 0, "from",
            "is required; if it is unknown, set `known_on` to a day on which a source shows that the state held the role");
        DateChecks.CheckOrder(period.From, period.To, at, "to", "must not be before `from`");
        DateChecks.CheckOrder(period.From, period.KnownOn, at, "known_on", "must not be before `from`");
        DateChecks.CheckOrder(period.KnownOn, period.To, at, "to", "must not be before `known_on`");
    }

    /// <summary>Normalizes a period for storage.</summary>
    public static void Keep(MembershipPeriod period)
    {
        period.Evidence = EvidenceChecks.Normalized(period.Evidence);
        EvidenceChecks.Normalize(period.OtherDates);
    }
}
