namespace KosovoNato.Rules.Timelines;

/// <summary>A day on which a value changed.</summary>
/// <param name="IsKnown">Whether the value changed on this day; otherwise it is only known to have changed by then.</param>
readonly record struct ChangePoint(DateOnly Day, bool IsKnown)
{
    /// <summary>The later of the two. If both have the same day, the day is known only if it is known for both.</summary>
    public static ChangePoint? Later(ChangePoint? one, ChangePoint? other) =>
        one is not { } a ? other
        : other is not { } b || b.Day < a.Day ? one
        : b.Day > a.Day ? other
        : new(a.Day, a.IsKnown && b.IsKnown);

    /// <summary>The first day of a partial date; empty if there is no date.</summary>
    public static IEnumerable<ChangePoint> On(string date) => PartialDate.ParseKnown(date) is { } known ? [new(known.First, true)] : [];

    /// <summary>The date, or, if it is unknown, a day by which the change is attested.</summary>
    public static IEnumerable<ChangePoint> On(string date, string knownOn) =>
        date.Length > 0 ? On(date) : On(knownOn).Select(change => change with { IsKnown = false });

    /// <summary>The day after the end date; empty if there is no end date.</summary>
    public static IEnumerable<ChangePoint> After(string date) =>
        PartialDate.ParseKnown(date) is { } end && end.Last < DateOnly.MaxValue ? [new(end.Last.AddDays(1), true)] : [];
}
