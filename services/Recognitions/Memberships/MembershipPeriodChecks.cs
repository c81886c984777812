using KosovoNato.Kernel;

namespace KosovoNato.Recognitions.Memberships;

/// <summary>Checks the periods of memberships.</summary>
static class MembershipPeriodChecks
{
    public const int MaxPeriods = 50;

    public static void CheckName(string name, FieldViolations violations) =>
        RecognitionNames.CheckUnder("organizations", "memberships", name, violations, "name");

    public static void Check(MembershipPeriod period, FieldSelection fields, FieldViolations violations)
    {
        if (fields.Has("role"))
        {
            ValueChecks.CheckListed(period.Role, violations, "role");
        }

        if (fields.Has("from"))
        {
            DateChecks.CheckKnown(period.From, violations, "from");
        }

        if (fields.Has("to"))
        {
            DateChecks.CheckKnown(period.To, violations, "to");
        }

        if (fields.Has("known_on"))
        {
            DateChecks.CheckDay(period.KnownOn, violations, "known_on");
        }

        if (fields.Has("evidence"))
        {
            EvidenceChecks.Check(period.Evidence, violations);
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(period.Note, violations);
        }

        if (fields.Has("other_dates"))
        {
            EvidenceChecks.CheckClaims(period.OtherDates, violations);
        }

        if (fields == FieldSelection.All)
        {
            CheckConsistency(period, violations);
        }
    }

    /// <summary>Checks rules that span several fields. A correction is checked after it is merged into the period.</summary>
    public static void CheckConsistency(MembershipPeriod period, FieldViolations violations)
    {
        violations.Require(period.From.Length > 0 || period.KnownOn.Length > 0, "from",
            "is required; if it is not known, give in known_on a day on which a source shows the role held");
        var from = Known(period.From);
        var to = Known(period.To);
        var known = Known(period.KnownOn);
        DateChecks.CheckOrder(from, to, violations, "to", "must not be before from");
        DateChecks.CheckOrder(from, known, violations, "known_on", "must not be before from");
        DateChecks.CheckOrder(known, to, violations, "to", "must not be before known_on");
    }

    public static void Keep(MembershipPeriod period)
    {
        period.Evidence = EvidenceChecks.Normalized(period.Evidence);
        EvidenceChecks.Normalize(period.OtherDates);
    }

    /// <summary>A date that is none has its violation already.</summary>
    static PartialDate? Known(string text) => PartialDate.TryParse(text, out var date) ? date : null;
}
