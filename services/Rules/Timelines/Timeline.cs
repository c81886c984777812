namespace KosovoNato.Rules.Timelines;

/// <summary>
/// What something was over time: it became otherwise on some days, and was the same between them. So whoever asks for one day
/// learns as well since when the answer has been the same, and needs to ask for no other day of that span.
/// </summary>
sealed class Timeline<T>
{
    readonly T before;
    readonly List<(ChangePoint Since, T Value)> spans = [];

    Timeline(T before) => this.before = before;

    /// <param name="changes">The days on which it may have become otherwise, in any order.</param>
    /// <param name="valueOn">What it was on a day; the same on all days between two changes.</param>
    public static Timeline<T> Of(IEnumerable<ChangePoint> changes, Func<DateOnly, T> valueOn)
    {
        // Of several changes on one day, one that is not known to be of that day makes all of them so.
        List<ChangePoint> ordered = [
            .. changes.GroupBy(change => change.Day, (day, same) => new ChangePoint(day, same.All(change => change.IsKnown)))
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

    /// <summary>What it was on a day, and since when; since ever if there is no change.</summary>
    public (T Value, ChangePoint? Since) On(DateOnly day)
    {
        for (var i = spans.Count - 1; i >= 0; i--)
        {
            if (spans[i].Since.Day <= day)
            {
                return (spans[i].Value, spans[i].Since);
            }
        }

        return (before, null);
    }
}
