using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KosovoNato.Kernel;

/// <summary>
/// A date as precise as its source: a year, a month or a day. The text form is <c>YYYY</c>, <c>YYYY-MM</c> or <c>YYYY-MM-DD</c>, years 1000
/// to 9999. It stands for every day from <see cref="First"/> to <see cref="Last"/>. Each comparison must choose one of these days, so there
/// is no general order and no comparison operator.
/// </summary>
public readonly record struct PartialDate
{
    public const string Form = "a valid date in the form YYYY, YYYY-MM or YYYY-MM-DD, years 1000 to 9999";

    PartialDate(int year, int? month, int? day) => (Year, Month, Day) = (year, month, day);

    public int Year { get; }

    public int? Month { get; }

    public int? Day { get; }

    /// <summary>The first possible day. "On or before a date" holds from this day.</summary>
    public DateOnly First => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>The last possible day. "Not yet on a date" holds until this day.</summary>
    public DateOnly Last => new(Year, Month ?? 12, Day ?? DateTime.DaysInMonth(Year, Month ?? 12));

    public bool IsDay => Day is not null;

    /// <summary>Whether every possible day of this date is before every possible day of the other date.</summary>
    public bool IsCertainlyBefore(PartialDate other) => Last < other.First;

    public static PartialDate Of(DateOnly day) => new(day.Year, day.Month, day.Day);

    public static bool TryParse([NotNullWhen(true)] string? text, out PartialDate date)
    {
        date = default;
        if (text is null || text.Length is not (4 or 7 or 10) || !IsNumber(text, 0, 4, out var year) || year < 1000)
        {
            return false;
        }

        int? month = null;
        int? day = null;
        if (text.Length >= 7)
        {
            if (text[4] != '-' || !IsNumber(text, 5, 2, out var m) || m is < 1 or > 12)
            {
                return false;
            }

            month = m;
        }

        if (text.Length == 10)
        {
            if (text[7] != '-' || !IsNumber(text, 8, 2, out var d) || d < 1 || d > DateTime.DaysInMonth(year, month!.Value))
            {
                return false;
            }

            day = d;
        }

        date = new PartialDate(year, month, day);
        return true;
    }

    /// <summary>Parses a stored date, which was validated before it was stored.</summary>
    public static PartialDate Parse(string text) =>
        TryParse(text, out var date) ? date : throw new FormatException($"'{text}' is not {Form}.");

    /// <summary>Parses a stored date; null if it is empty, which means unknown.</summary>
    public static PartialDate? ParseKnown(string text) => text.Length == 0 ? null : Parse(text);

    public override string ToString() => (Month, Day) switch
    {
        (null, _) => Year.ToString("0000", CultureInfo.InvariantCulture),
        (_, null) => First.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    static bool IsNumber(string text, int start, int length, out int number)
    {
        number = 0;
        foreach (var c in text.AsSpan(start, length))
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            number = (number * 10) + (c - '0');
        }

        return true;
    }
}
