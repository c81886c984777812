namespace KosovoNato.Rules.Timelines;

/// <summary>
/// A value over time, constant between change points. A lookup for one day also returns since when the value has been the same, so no other
/// day of that span needs to be looked up.
/// </summary>
sealed class Timeline<T>
{
    readonly T before;
    readonly List<(ChangePoint Since, T Value)> spans = [];

    Timeline(T before) => this.before = before;

    /// <param name="changes">The days on which the value may have changed, in any order.</param>
    /// <param name="valueOn">The value on a day; the same on all days between two changes.</param>
    public static Timeline<T> Of(IEnumerable<ChangePoint> changes, Func<DateOnly, T> valueOn)
    {
        // If several changes fall on one day, the day is known only if it is known for all of them. What has held from the first day of the
        // calendar on has always held.
        List<ChangePoint> ordered = [
            .. changes.Where(change => change.Day > DateOnly.MinValue)
                .GroupBy(change => change.Day, (day, same) => new ChangePoint(day, same.All(change => change.IsKnown)))
                .OrderBy(change => change.Day)];
        var last = valueOn(ordered.Count > 0 ? ordered[0].Day.AddDays(-1) : DateOnly.MaxValue);
        var timeline = new Timeline<T>(last);
        foreach (var change in ordered)
        {
            var value = valueOn(change.Day);
            if (!EqualityComparer<T>.Default.Equals(value, last))
            {
                timeline.spans.Add((change, value));
                last = value;
            }
        }

        return timeline;
    }

    /// <summary>
    /// A sum over other timelines, such as a count. It has a span for each change of any of them, even one that leaves the sum the same.
    /// </summary>
    /// <param name="add">Adds a value to the sum, or removes it if the number is -1.</param>
    public static Timeline<T> Along<TPart>(IReadOnlyList<Timeline<TPart>> parts, T zero, Func<T, TPart, int, T> add)
    {
        var sum = parts.Aggregate(zero, (total, part) => add(total, part.before, 1));
        var timeline = new Timeline<T>(sum);
        foreach (var day in parts.SelectMany(part => part.Steps()).GroupBy(step => step.Since.Day).OrderBy(day => day.Key))
        {
            sum = day.Aggregate(sum, (total, step) => add(add(total, step.From, -1), step.To, 1));
            timeline.spans.Add((new(day.Key, day.All(step => step.Since.IsKnown)), sum));
        }

        return timeline;
    }

    /// <summary>When the value changed, in order.</summary>
    public IEnumerable<ChangePoint> Changes => spans.Select(span => span.Since);

    /// <summary>The same values up to a day, and from that day on another one.</summary>
    public Timeline<T> From(DateOnly day, T value)
    {
        var timeline = new Timeline<T>(before);
        timeline.spans.AddRange(spans.Where(span => span.Since.Day < day));
        if (!EqualityComparer<T>.Default.Equals(timeline.On(day).Value, value))
        {
            timeline.spans.Add((new(day, true), value));
        }

        return timeline;
    }

    /// <summary>The value on a day, and since when it has been the same; null if it has never changed before.</summary>
    public (T Value, ChangePoint? Since) On(DateOnly day)
    {
        int low = 0, high = spans.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = spans[middle].Since.Day <= day ? (middle + 1, high) : (low, middle);
        }

        return low > 0 ? (spans[low - 1].Value, spans[low - 1].Since) : (before, null);
    }

    IEnumerable<(ChangePoint Since, T From, T To)> Steps() =>
        spans.Select((span, i) => (span.Since, i == 0 ? before : spans[i - 1].Value, span.Value));
}
