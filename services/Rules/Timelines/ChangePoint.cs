namespace KosovoNato.Rules.Timelines;

/// <summary>A day on which something became otherwise.</summary>
/// <param name="IsKnown">Whether it was on this day; otherwise it is only known that it had happened by then.</param>
readonly record struct ChangePoint(DateOnly Day, bool IsKnown)
{
    /// <summary>The later of two. Of the same day, one that is not known to be of it makes both so.</summary>
    public static ChangePoint? Later(ChangePoint? one, ChangePoint? other) =>
        one is not { } a ? other
        : other is not { } b || b.Day < a.Day ? one
        : b.Day > a.Day ? other
        : new(a.Day, a.IsKnown && b.IsKnown);

    /// <summary>The first day of a date as precise as its source; none if there is no date.</summary>
    public static IEnumerable<ChangePoint> On(string date) => PartialDate.ParseKnown(date) is { } known ? [new(known.First, true)] : [];

    /// <summary>The date, or where it is not known a day by which a source shows it.</summary>
    public static IEnumerable<ChangePoint> On(string date, string knownOn) =>
        date.Length > 0 ? On(date) : On(knownOn).Select(change => change with { IsKnown = false });

    /// <summary>The day after the last one; none if nothing ends.</summary>
    public static IEnumerable<ChangePoint> After(string date) =>
        PartialDate.ParseKnown(date) is { } end && end.Last < DateOnly.MaxValue ? [new(end.Last.AddDays(1), true)] : [];
}
