using Google.Protobuf.Collections;
using System.Globalization;

namespace KosovoNato.Rules.Acts;

/// <summary>
/// The order of the acts of a recognition: by the first day of their date, then by recording. A month or year counts as its first day, so
/// it comes before the days within it. With a finer guess, the acts up to a date might not be a prefix of this order, and the status on
/// that date would follow from a history that never existed. If the real order is known, give the act a day or a `attested_on`.
/// </summary>
public static class ActOrder
{
    /// <summary>The date of the act, or, if the date is unknown, a day by which the act is attested.</summary>
    public static string DateOf(Act act) => act.Date.Length > 0 ? act.Date : act.AttestedOn;

    /// <summary>The day from which the act counts.</summary>
    public static DateOnly DayOf(Act act) => PartialDate.Parse(DateOf(act)).First;

    public static void Sort(RepeatedField<Act> acts)
    {
        var sorted = acts.OrderBy(DayOf).ThenBy(SequenceOf).ToList();
        acts.Clear();
        acts.AddRange(sorted);
    }

    /// <summary>The ID of the next act. Acts are never removed, so numbers are never reused.</summary>
    public static string NextId(RepeatedField<Act> acts) => string.Create(CultureInfo.InvariantCulture, $"a{acts.Count + 1}");

    static int SequenceOf(Act act) => int.Parse(act.Id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
}
