using Google.Protobuf.Collections;

namespace KosovoNato.Rules.ValidTime;

/// <summary>Something that happened, in a sequence of such.</summary>
/// <param name="On">The date; empty if it is not known.</param>
/// <param name="KnownOn">A day by which it had happened, if the date is not known; may be empty too.</param>
/// <param name="Counts">Whether it happened at all: what was retracted says nothing of when others did.</param>
readonly record struct DatedEvent(string On, string KnownOn = "", bool Counts = true);

/// <summary>A day on which the world is looked at, and how dates that are not known to the day compare with it.</summary>
readonly record struct AsOfDate(DateOnly Day, DateReading Reading)
{
    bool IsCertain => Reading == DateReading.Certain;

    /// <summary>Whether something of that date counts; what has no date does, as it is recorded.</summary>
    public bool Includes(string date) => PartialDate.ParseKnown(date) is not { } known || BeginOf(known) <= Day;

    /// <summary>
    /// Days from which steps count whose order is known. None counts later than one after it: so those that count are always the
    /// beginning of the sequence. One without a date counts as early as it can have been, or as late as it must have been; where
    /// nothing dated comes after it, it stays with the one before.
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
    /// Last days of periods that follow on each other, as they are seen on the day. None while it is still to come, but that of a
    /// period that another one followed has come, however precisely it is known.
    /// </summary>
    /// <param name="begun">How many of the periods have begun.</param>
    public string[] VisibleEnds(IEnumerable<string> dates, int begun)
    {
        var seen = this;
        return [.. dates.Select((date, i) => seen.EndOf(date) is { Length: > 0 } end ? end : i < begun - 1 ? date : "")];
    }

    /// <summary>Where the end has come on this reading and may not have on another one, it is the day of this reading.</summary>
    string EndOf(string date)
    {
        if (PartialDate.ParseKnown(date) is not { } end)
        {
            return "";
        }

        var last = IsCertain ? end.First : end.Last;
        return last > Day ? "" : last < Day && end.Last >= Day ? PartialDate.Of(last).ToString() : date;
    }

    /// <summary>Leaves those elements that are to be kept.</summary>
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
