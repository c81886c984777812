using KosovoNato.Kernel;

namespace KosovoNato.Recognitions.Acts;

/// <summary>What an act must be like.</summary>
static class ActChecks
{
    public static void Check(Act act, FieldSelection fields, FieldViolations violations)
    {
        if (fields == FieldSelection.All)
        {
            ValueChecks.CheckListed(act.Kind, violations, "kind");
            ValueChecks.CheckText(act.ForceReason, 500, violations, "force_reason");
            CheckTogether(act, violations);
        }

        if (fields.Has("date"))
        {
            DateChecks.CheckKnown(act.Date, violations, "date");
        }

        if (fields.Has("known_on"))
        {
            DateChecks.CheckDay(act.KnownOn, violations, "known_on");
        }

        if (fields.Has("instrument"))
        {
            violations.Require(Enum.IsDefined(act.Instrument), "instrument", $"must be unset or one of {string.Join(", ", EnumNames.All<Instrument>())}");
        }

        if (fields.Has("evidence"))
        {
            EvidenceChecks.Check(act.Evidence, violations);
        }

        if (fields.Has("ordinal_claimed"))
        {
            violations.Require(act.OrdinalClaimed >= 0, "ordinal_claimed", "must not be negative; 0 means none");
        }

        if (fields.Has("rank"))
        {
            violations.Require(Enum.IsDefined(act.Rank), "rank", $"must be unset or one of {string.Join(", ", EnumNames.All<ClaimRank>())}");
        }

        if (fields.Has("other_dates"))
        {
            EvidenceChecks.CheckClaims(act.OtherDates, violations);
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(act.Note, violations);
        }
    }

    /// <summary>Checks rules that span several fields. A correction is checked after it is merged into the act.</summary>
    public static void CheckTogether(Act act, FieldViolations violations)
    {
        violations.Require(act.Date.Length > 0 || act.KnownOn.Length > 0, "date",
            "is required; if it is not known, give in known_on a day by which a source shows that it had happened");
        violations.Require(!act.CountedByThirdParties || act.Kind == ActKind.WithdrawalClaimed, "counted_by_third_parties",
            "is for WITHDRAWAL_CLAIMED only");
        if (PartialDate.TryParse(act.Date, out var date) && PartialDate.TryParse(act.KnownOn, out var known))
        {
            DateChecks.CheckOrder(date, known, violations, "known_on", "must not be before the date");
        }
    }

    /// <summary>Refuses what has not happened yet. A day later than ours is today already in another time zone.</summary>
    public static void RequireHappened(Act act, DateOnly today)
    {
        var violations = new FieldViolations("act.");
        Check(act.Date, "date");
        Check(act.KnownOn, "known_on");
        violations.ThrowIfAny();

        void Check(string text, string field) =>
            violations.Require(PartialDate.ParseKnown(text) is not { } date || date.First <= today.AddDays(1), field,
                $"must not be later than the day after today, {PartialDate.Of(today)}");
    }

    /// <summary>Brings an act into the form in which it is kept.</summary>
    public static void Keep(Act act)
    {
        act.Rank = act.Rank == ClaimRank.Unspecified ? ClaimRank.Preferred : act.Rank;
        act.Evidence = EvidenceChecks.Normalized(act.Evidence);
        EvidenceChecks.Normalize(act.OtherDates);
    }
}
