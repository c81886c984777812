using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KosovoNato.Kernel;

/// <summary>
/// A date as precise as its source: a year, a month of a year, or a day. In text <c>YYYY</c>, <c>YYYY-MM</c> or
/// <c>YYYY-MM-DD</c>, years 1000 to 9999. It stands for every day from <see cref="First"/> to <see cref="Last"/>; which of
/// the two a comparison takes is the whole question, so there is no general order and no operator for one.
/// </summary>
public readonly record struct PartialDate
{
    public const string Form = "YYYY, YYYY-MM or YYYY-MM-DD, a real day of the years 1000 to 9999";

    PartialDate(int year, int? month, int? day) => (Year, Month, Day) = (year, month, day);

    public int Year { get; }

    public int? Month { get; }

    public int? Day { get; }

    /// <summary>The first day that it can be. "On or before a date" counts from it.</summary>
    public DateOnly First => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>The last day that it can be. "Not yet on a date" holds until it.</summary>
    public DateOnly Last => new(Year, Month ?? 12, Day ?? DateTime.DaysInMonth(Year, Month ?? 12));

    public bool IsDay => Day is not null;

    /// <summary>Whether it is before the other on every reading of both.</summary>
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

    /// <summary>Reads a date that was checked before it was stored.</summary>
    public static PartialDate Parse(string text) =>
        TryParse(text, out var date) ? date : throw new FormatException($"'{text}' is not a date: {Form}.");

    /// <summary>Reads a stored date where an empty one means "not known".</summary>
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
