using System.Globalization;

namespace KosovoNato.Serving.ValidTime;

/// <summary>The day of a read, in its field <c>as_of</c>.</summary>
static class AsOfDay
{
    const int FirstYear = 1_000;

    /// <summary>Parses a date in the years 1000 to 9999, the range of all dates here. Returns null for any other text.</summary>
    public static DateOnly? Parse(string asOf) =>
        DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= FirstYear
            ? day
            : null;
}
