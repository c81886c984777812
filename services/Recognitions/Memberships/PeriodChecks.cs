namespace KosovoNato.Recognitions.Memberships;

/// <summary>What a period of a membership must be like.</summary>
static class PeriodChecks
{
    public const int MostPeriods = 50;

    public static void CheckName(string name, Violations violations) =>
        Names.CheckUnder("organizations", "memberships", name, violations, "name");

    public static void Check(MembershipPeriod period, Fields fields, Violations violations)
    {
        if (fields.Has("role"))
        {
            Values.CheckListed(period.Role, violations, "role");
        }

        if (fields.Has("from"))
        {
            Dates.CheckKnown(period.From, violations, "from");
        }

        if (fields.Has("to"))
        {
            Dates.CheckKnown(period.To, violations, "to");
        }

        if (fields.Has("known_on"))
        {
            Dates.CheckDay(period.KnownOn, violations, "known_on");
        }

        if (fields.Has("evidence"))
        {
            Evidences.Check(period.Evidence, violations);
        }

        if (fields.Has("note"))
        {
            Values.CheckNote(period.Note, violations);
        }

        if (fields.Has("other_dates"))
        {
            Evidences.CheckClaims(period.OtherDates, violations);
        }

        if (fields == Fields.All)
        {
            CheckTogether(period, violations);
        }
    }

    /// <summary>What concerns several fields; of a corrected period, only the whole can tell.</summary>
    public static void CheckTogether(MembershipPeriod period, Violations violations)
    {
        violations.Require(period.From.Length > 0 || period.KnownOn.Length > 0, "from",
            "is required; if it is not known, give in known_on a day on which a source shows the role held");
        var from = Known(period.From);
        var to = Known(period.To);
        var known = Known(period.KnownOn);
        Dates.CheckOrder(from, to, violations, "to", "must not be before from");
        Dates.CheckOrder(from, known, violations, "known_on", "must not be before from");
        Dates.CheckOrder(known, to, violations, "to", "must not be before known_on");
    }

    public static void Keep(MembershipPeriod period)
    {
        period.Evidence = Evidences.Kept(period.Evidence);
        Evidences.Keep(period.OtherDates);
    }

    /// <summary>A date that is none has its violation already.</summary>
    static PartialDate? Known(string text) => PartialDate.TryParse(text, out var date) ? date : null;
}
