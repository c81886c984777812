using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using KosovoNato.Storage;

namespace KosovoNato.Serving.ValidTime;

/// <summary>
/// The intervals of days in which nothing that is recorded begins or ends. A result that depends on the day only by comparing it with dates
/// in the snapshot is the same on all days of an interval. Every text in the form of a date counts, whatever its meaning.
/// </summary>
sealed class ConstantIntervals
{
    static readonly ConditionalWeakTable<Snapshot, ConstantIntervals> Known = [];
    static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    readonly int[] starts;

    ConstantIntervals(int[] starts) => this.starts = starts;

    /// <summary>Returns the intervals of a snapshot, computed once. Two concurrent first callers may both compute them.</summary>
    public static ConstantIntervals Of(Snapshot state) =>
        Known.GetValue(state, static state => Of(state.All.Select(record => record.Encoded)));

    /// <param name="resources">Encoded resources.</param>
    internal static ConstantIntervals Of(IEnumerable<ReadOnlyMemory<byte>> resources)
    {
        var starts = new HashSet<int>();
        foreach (var resource in resources)
        {
            AddDates(resource.Span, starts);
        }

        return new([.. starts.Order()]);
    }

    /// <summary>Returns the first day of the interval that contains a day.</summary>
    public DateOnly IntervalStart(DateOnly day)
    {
        var found = Array.BinarySearch(starts, day.DayNumber);
        var index = found >= 0 ? found : ~found - 1;
        return index < 0 ? DateOnly.MinValue : DateOnly.FromDayNumber(starts[index]);
    }

    /// <summary>Finds dates in their wire format: a byte with the length, followed by the text.</summary>
    static void AddDates(ReadOnlySpan<byte> encoded, HashSet<int> starts)
    {
        for (var i = encoded.IndexOfAny((byte)4, (byte)7, (byte)10); i >= 0;)
        {
            int length = encoded[i];
            encoded = encoded[(i + 1)..];
            if (encoded.Length >= length && char.IsAsciiDigit((char)encoded[0])
                && DateOnly.TryParseExact(
                    Encoding.Latin1.GetString(encoded[..length]), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
            {
                Add(first, length, starts);
            }

            i = encoded.IndexOfAny((byte)4, (byte)7, (byte)10);
        }
    }

    /// <summary>
    /// Adds the intervals that a date starts. A partial date counts from its first or its last day, and a period that ends on such a day is
    /// over on the next day.
    /// </summary>
    static void Add(DateOnly first, int length, HashSet<int> starts)
    {
        var last = length switch
        {
            4 => new DateOnly(first.Year, 12, 31),
            7 => new DateOnly(first.Year, first.Month, DateTime.DaysInMonth(first.Year, first.Month)),
            _ => first,
        };
        foreach (var start in (int[])[first.DayNumber, first.DayNumber + 1, last.DayNumber, last.DayNumber + 1])
        {
            starts.Add(Math.Min(start, DateOnly.MaxValue.DayNumber));
        }
    }
}
