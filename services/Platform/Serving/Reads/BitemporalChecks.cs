using KosovoNato.Changes.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.ValidTime;

namespace KosovoNato.Serving.Reads;

/// <summary>Checks the bitemporal point of a read: its date, and its point in transaction time.</summary>
static class BitemporalChecks
{
    /// <summary>The rule for a flag in a oneof, where false would be the same as true or nothing.</summary>
    public const string OnlyTrue = "must be true or unset";

    /// <summary>Whether there is nothing to check, as in almost all reads: no bitemporal point and no flag that is false.</summary>
    public static bool IsPlain(IReadRequest request) =>
        request.KnownAt is null && request is not IAsOfRequest { AsOf.Length: > 0 }
            and not IAsOfRequest { PartialDateMode: not PartialDateMode.Unspecified }
        && request.Consistency is null or { RequirementCase: Consistency.RequirementOneofCase.AtLeast }
            or { FullyConsistent: true } or { MinimizeLatency: true };

    public static void Check(IReadRequest request, DateTimeOffset now, FieldViolations violations)
    {
        CheckKnown(request.KnownAt, now, violations);
        CheckConsistency(request.Consistency, violations);
        if (request is IAsOfRequest about)
        {
            CheckDate(about.AsOf, about.PartialDateMode, violations, hasDay: request is IAssumptionRequest);
        }
    }

    /// <summary>Rejects flags that are set to false: the presence of a field in the oneof decides, so they would still choose.</summary>
    public static void CheckConsistency(Consistency? consistency, FieldViolations violations)
    {
        var at = violations.At("consistency");
        at.Require(consistency is not { RequirementCase: Consistency.RequirementOneofCase.MinimizeLatency, MinimizeLatency: false },
            "minimize_latency", OnlyTrue);
        at.Require(consistency is not { RequirementCase: Consistency.RequirementOneofCase.FullyConsistent, FullyConsistent: false },
            "fully_consistent", OnlyTrue);
    }

    /// <param name="hasDay">Whether the read is about today if it names no day. Otherwise it is about no day at all.</param>
    public static void CheckDate(string asOf, PartialDateMode reading, FieldViolations violations, bool hasDay = false)
    {
        violations.Require(
            asOf.Length == 0 || AsOfDay.Parse(asOf) is not null, "as_of", "must be a date, YYYY-MM-DD, in the years 1000 to 9999");
        if (!Enum.IsDefined(reading))
        {
            violations.Add("partial_date_mode", $"must be POSSIBLE or CERTAIN, not {(int)reading}");
        }
        else if (asOf.Length == 0 && !hasDay)
        {
            violations.Require(reading == PartialDateMode.Unspecified, "partial_date_mode",
                "must be unset without `as_of`, because it has no effect then");
        }
    }

    /// <param name="now">The latest time that is not in the future.</param>
    public static void CheckKnown(KnownAt? known, DateTimeOffset now, FieldViolations violations)
    {
        if (known is null)
        {
            return;
        }

        var at = violations.At("known_at");
        switch (known.PointCase)
        {
            case KnownAt.PointOneofCase.Revision:
                at.Require(known.Revision >= 0, "revision", $"must be 0 or more, not {known.Revision}");
                break;
            case KnownAt.PointOneofCase.Time:
                var time = TimeOf(known);
                at.Require(time is not null, "time", "must be a time in the years 1 to 9999");
                at.Require(time is null || time <= now, "time", "must not be in the future");
                break;
            case KnownAt.PointOneofCase.None:
                violations.Add("known_at", "must set revision, token or time, or be unset");
                break;
        }
    }

    /// <summary>Returns the requested time, or null if its fields are out of range.</summary>
    public static DateTimeOffset? TimeOf(KnownAt known) =>
        known.Time is { Seconds: >= FirstSecond and <= LastSecond, Nanos: >= 0 and < 1_000_000_000 } time ? time.ToDateTimeOffset() : null;

    const long FirstSecond = -62_135_596_800;
    const long LastSecond = 253_402_300_799;
}
