namespace KosovoNato.Milestones.Queries;

/// <summary>How long something took, over several countries: never one number alone, and always with how many there are.</summary>
static class Durations
{
    /// <summary>The range of these; none if there are none.</summary>
    public static DurationRange? Of(IEnumerable<int> days)
    {
        int[] sorted = [.. days.Order()];
        return sorted.Length == 0 ? null : new()
        {
            Count = sorted.Length,
            MinDays = sorted[0],
            LowerQuartileDays = Quantile(sorted, 0.25),
            MedianDays = Quantile(sorted, 0.5),
            UpperQuartileDays = Quantile(sorted, 0.75),
            MaxDays = sorted[^1],
        };
    }

    /// <summary>One after another; none if there are none. As many countries as the leg has that fewest of them show.</summary>
    public static DurationRange? Sum(IReadOnlyCollection<DurationRange> legs) => legs.Count == 0 ? null : new()
    {
        Count = legs.Min(leg => leg.Count),
        MinDays = legs.Sum(leg => leg.MinDays),
        LowerQuartileDays = legs.Sum(leg => leg.LowerQuartileDays),
        MedianDays = legs.Sum(leg => leg.MedianDays),
        UpperQuartileDays = legs.Sum(leg => leg.UpperQuartileDays),
        MaxDays = legs.Sum(leg => leg.MaxDays),
    };

    /// <summary>Between two of the values where the share falls between them: linearly.</summary>
    static double Quantile(int[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
