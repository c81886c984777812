namespace KosovoNato.Milestones.Queries;

/// <summary>Statistics on durations over several precedents: never a single number, and always with the number of precedents.</summary>
static class Durations
{
    /// <summary>The statistics of durations; null if there are none.</summary>
    public static DurationStatistics? Of(IEnumerable<int> days)
    {
        int[] sorted = [.. days.Order()];
        return sorted.Length == 0 ? null : new()
        {
            SampleSize = sorted.Length,
            MinDays = sorted[0],
            LowerQuartileDays = Quantile(sorted, 0.25),
            MedianDays = Quantile(sorted, 0.5),
            UpperQuartileDays = Quantile(sorted, 0.75),
            MaxDays = sorted[^1],
        };
    }

    /// <summary>The sum of consecutive legs; null if there are none. The count is that of the leg with the fewest precedents.</summary>
    public static DurationStatistics? Sum(IReadOnlyCollection<DurationStatistics> legs) => legs.Count == 0 ? null : new()
    {
        SampleSize = legs.Min(leg => leg.SampleSize),
        MinDays = legs.Sum(leg => leg.MinDays),
        LowerQuartileDays = legs.Sum(leg => leg.LowerQuartileDays),
        MedianDays = legs.Sum(leg => leg.MedianDays),
        UpperQuartileDays = legs.Sum(leg => leg.UpperQuartileDays),
        MaxDays = legs.Sum(leg => leg.MaxDays),
    };

    /// <summary>Interpolates linearly between two values if the share falls between them.</summary>
    static double Quantile(int[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
