using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace KosovoNato.Recommendations.Drafting;

/// <summary>Corrections of a text that itself stays: what the document says, and what is right. They are added, never taken away.</summary>
static class Corrections
{
    const int MaxCorrections = 200;

    public static void Check(RepeatedField<Correction> corrections, FieldViolations violations)
    {
        ValueChecks.CheckCount(corrections.Count, MaxCorrections, violations, "corrections");
        for (var i = 0; i < Math.Min(corrections.Count, MaxCorrections); i++)
        {
            var correction = corrections[i];
            var at = violations.At($"corrections[{i}]");
            ValueChecks.CheckTitle(correction.Field, 100, at, "field");
            ValueChecks.CheckText(correction.From, 1_000, at, "from");
            ValueChecks.CheckTitle(correction.To, 1_000, at, "to");
            ValueChecks.CheckText(correction.Reason, 500, at, "reason");
        }
    }

    /// <summary>
    /// Says of the added ones who made them and when; refuses if one of those before is missing or another. Of those before
    /// the caller need not repeat what the service set.
    /// </summary>
    public static void Add(IReadOnlyList<Correction> before, Recommendation recommendation, Transaction draft)
    {
        var given = recommendation.Corrections;
        for (var i = 0; i < before.Count; i++)
        {
            if (i >= given.Count || !IsSame(before[i], given[i]))
            {
                throw ApiException.RuleViolated("CORRECTIONS_STAY", recommendation.Name,
                    $"{recommendation.Name} has {before.Count} corrections, and they stay. Repeat them as they are, in their order, and add yours behind them.");
            }

            given[i] = before[i];
        }

        foreach (var added in given.Skip(before.Count))
        {
            added.Reason = added.Reason.Length > 0 ? added.Reason : draft.Reason;
            added.By = draft.Actor;
            added.At = Timestamp.FromDateTimeOffset(draft.Now);
        }
    }

    static bool IsSame(Correction kept, Correction given) =>
        (kept.Field, kept.From, kept.To) == (given.Field, given.From, given.To) && (given.Reason.Length == 0 || given.Reason == kept.Reason);
}
