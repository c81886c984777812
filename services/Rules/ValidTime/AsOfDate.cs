using Google.Protobuf.Collections;

namespace KosovoNato.Rules.ValidTime;

/// <summary>An event in a sequence of events.</summary>
/// <param name="On">The date; empty if unknown.</param>
/// <param name="KnownOn">A day by which the event is attested, if the date is unknown; may be empty, too.</param>
/// <param name="Counts">Whether the event counts: a retracted event says nothing about the dates of the other events.</param>
readonly record struct DatedEvent(string On, string KnownOn = "", bool Counts = true);

/// <summary>A day in valid time, and how partial dates compare with it.</summary>
readonly record struct AsOfDate(DateOnly Day, PartialDateMode Reading)
{
    /// <summary>Partial dates count from their first day, whatever the day.</summary>
    public static AsOfDate Possible { get; } = new(DateOnly.MaxValue, PartialDateMode.Possible);

    bool IsCertain => Reading == PartialDateMode.Certain;

    /// <summary>Whether a fact with this date counts. A fact without a date always does.</summary>
    public bool Includes(string date) => PartialDate.ParseKnown(date) is not { } known || BeginOf(known) <= Day;

    /// <summary>
    /// The days from which the events of a known order count. No event counts later than the event after it, so the events that count are
    /// always a prefix of the sequence. An undated event counts as early as possible, or, in CERTAIN mode, as late as possible; if no dated
    /// event follows it, it counts together with the event before it.
    /// </summary>
    public DateOnly[] DaysOf(IReadOnlyList<DatedEvent> steps)
    {
        var days = new DateOnly[steps.Count];
        var next = DateOnly.MaxValue;
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            var date = PartialDate.ParseKnown(steps[i].On) ?? PartialDate.ParseKnown(steps[i].KnownOn);
            days[i] = date is { } known && BeginOf(known) < next ? BeginOf(known) : next;
            next = steps[i].Counts ? days[i] : next;
        }

        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i] is { On.Length: 0, KnownOn.Length: 0 } && (!IsCertain || days[i] == DateOnly.MaxValue))
            {
                days[i] = i == 0 ? DateOnly.MinValue : days[i - 1];
            }
        }

        return days;
    }

    /// <summary>
    /// The end dates of consecutive periods, as seen on the day. An end date in the future is empty, unless another period has followed:
    /// then the period has ended, however imprecise its end date is.
    /// </summary>
    /// <param name="begun">The number of periods that have begun.</param>
    public string[] VisibleEnds(IEnumerable<string> dates, int begun)
    {
        var seen = this;
        return [.. dates.Select((date, i) => seen.EndOf(date) is { Length: > 0 } end ? end : i < begun - 1 ? date : "")];
    }

    /// <summary>
    /// The end date if it has been reached, otherwise empty. In CERTAIN mode, an end date that may still lie ahead is reduced to its first
    /// day.
    /// </summary>
    string EndOf(string date)
    {
        if (PartialDate.ParseKnown(date) is not { } end)
        {
            return "";
        }

        var last = IsCertain ? end.First : end.Last;
        return last > Day ? "" : last < Day && end.Last >= Day ? PartialDate.Of(last).ToString() : date;
    }

    /// <summary>Removes the elements that are not to be kept.</summary>
    public static void Keep<T>(RepeatedField<T> elements, Func<int, bool> isKept)
    {
        for (var i = elements.Count - 1; i >= 0; i--)
        {
            if (!isKept(i))
            {
                elements.RemoveAt(i);
            }
        }
    }

    DateOnly BeginOf(PartialDate date) => IsCertain ? date.Last : date.First;
}
