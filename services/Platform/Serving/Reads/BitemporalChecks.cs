using System.Globalization;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Serving.Reads;

/// <summary>What may be wrong with the date that a read is about and with the knowledge that it asks for.</summary>
static class BitemporalChecks
{
    /// <summary>Says whether a read asks for what is recorded now, as almost all do.</summary>
    public static bool IsPresent(IReadRequest request) =>
        request.KnownAt is null && request is not IDatedRequest { AsOf.Length: > 0 }
            and not IDatedRequest { DateReading: not DateReading.Unspecified };

    public static void Check(IReadRequest request, DateTimeOffset now, FieldViolations violations)
    {
        CheckKnown(request.KnownAt, now, violations);
        if (request is IDatedRequest about)
        {
            CheckDate(about.AsOf, about.DateReading, violations);
        }
    }

    public static void CheckDate(string asOf, DateReading reading, FieldViolations violations)
    {
        violations.Require(asOf.Length == 0 || Day(asOf) is not null, "as_of", "must be a day, YYYY-MM-DD, of the years 1000 to 9999");
        violations.Require(Enum.IsDefined(reading), "date_reading", $"{(int)reading} is none of the readings; give POSSIBLE or CERTAIN");
    }

    /// <param name="now">The newest time that is not in the future.</param>
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
                at.Require(known.Revision >= 0, "revision", $"is {known.Revision}; give 0 or more");
                break;
            case KnownAt.PointOneofCase.Time:
                var time = TimeOf(known);
                at.Require(time is not null, "time", "is not a time between the years 1 and 9999");
                at.Require(time is null || time <= now, "time", "is in the future: nobody knows yet what will be known then");
                break;
            case KnownAt.PointOneofCase.None:
                violations.Add("known_at", "names no point; give a revision, a token or a time, or leave it out");
                break;
        }
    }

    /// <summary>A day of the years 1000 to 9999, as all dates here are; none if the text is not one.</summary>
    public static DateOnly? Day(string asOf) =>
        DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= FirstYear
            ? day
            : null;

    /// <summary>The time that is asked for; none if the fields do not make one.</summary>
    public static DateTimeOffset? TimeOf(KnownAt known) =>
        known.Time is { Seconds: >= FirstSecond and <= LastSecond, Nanos: >= 0 and < 1_000_000_000 } time ? time.ToDateTimeOffset() : null;

    const int FirstYear = 1_000;
    const long FirstSecond = -62_135_596_800;
    const long LastSecond = 253_402_300_799;
}
