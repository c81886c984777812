using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using KosovoNato.Storage;

namespace KosovoNato.Serving.ValidTime;

/// <summary>
/// The spans of days on which nothing that is recorded begins or ends. What follows from a state by comparing a day with the dates
/// in it is the same on all days of one span. Everything that reads like a date counts as one, whatever it is the date of.
/// </summary>
sealed class ConstantIntervals
{
    static readonly ConditionalWeakTable<Snapshot, ConstantIntervals> Known = [];
    static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    readonly int[] starts;

    ConstantIntervals(int[] starts) => this.starts = starts;

    /// <summary>Looked for once in each state; two who ask at once may both look.</summary>
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

    /// <summary>The first day of the span that a day is in.</summary>
    public DateOnly IntervalStart(DateOnly day)
    {
        var found = Array.BinarySearch(starts, day.DayNumber);
        var index = found >= 0 ? found : ~found - 1;
        return index < 0 ? DateOnly.MinValue : DateOnly.FromDayNumber(starts[index]);
    }

    /// <summary>Finds texts as they are on the wire: how long they are in a byte, and then what they are.</summary>
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
    /// A date as precise as its source begins with its first day or with its last one, and what goes on until then has ended on the
    /// day after.
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
