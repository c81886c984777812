using System.Globalization;

namespace KosovoNato.Recommendations.Queries;

/// <summary>The day that a question is about.</summary>
static class QueryDay
{
    const string Form = "yyyy-MM-dd";

    /// <param name="asOf">The day that was asked for, checked before; empty for today.</param>
    public static DateOnly DayOf(string asOf, TimeProvider timeProvider) =>
        asOf.Length == 0 ? DateOnly.FromDateTime(timeProvider.GetUtcNow().UtcDateTime) : DateOnly.ParseExact(asOf, Form, CultureInfo.InvariantCulture);

    public static string TextOf(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Where a page begins: the day that all pages are about, and the name before.</summary>
    public static string Write(DateOnly day, string after) => $"{TextOf(day)} {after}";

    public static (DateOnly Day, string After) Read(string place) =>
        (DateOnly.ParseExact(place.AsSpan(0, Form.Length), Form, CultureInfo.InvariantCulture), place[(Form.Length + 1)..]);
}
