using Google.Protobuf.Collections;
using System.Globalization;

namespace KosovoNato.Rules.Acts;

/// <summary>
/// The one order of the acts of a recognition: by the first day of their date, then as they were recorded. A month counts
/// as its first day, so it comes before the days of the same month; so does a year. Any finer guess would let the acts up
/// to a date be something else than the beginning of this order, and the status on that date would then be the fold of a
/// history that never was. Who knows better which came first gives the act a day, or a `known_on`.
/// </summary>
public static class ActOrder
{
    /// <summary>When the act happened, or, where that is not known, by when it had.</summary>
    public static string DateOf(Act act) => act.Date.Length > 0 ? act.Date : act.KnownOn;

    /// <summary>The day from which the act counts.</summary>
    public static DateOnly DayOf(Act act) => PartialDate.Parse(DateOf(act)).First;

    public static void Sort(RepeatedField<Act> acts)
    {
        var sorted = acts.OrderBy(DayOf).ThenBy(SequenceOf).ToList();
        acts.Clear();
        acts.AddRange(sorted);
    }

    /// <summary>The id for the next act. Acts are never removed, so their number never repeats.</summary>
    public static string NextId(RepeatedField<Act> acts) => string.Create(CultureInfo.InvariantCulture, $"a{acts.Count + 1}");

    static int SequenceOf(Act act) => int.Parse(act.Id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
}
