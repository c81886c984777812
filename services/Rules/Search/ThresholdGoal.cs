namespace KosovoNato.Rules.Search;

/// <summary>Holds if the values of its parts add up to a threshold.</summary>
sealed class ThresholdGoal : Goal
{
    readonly int needed;

    // The highest number of parts that share one variable.
    readonly int sharing;

    public ThresholdGoal(int needed, IReadOnlyList<Goal> parts)
    {
        (this.needed, Parts) = (needed, parts);
        sharing = parts.SelectMany(part => part.Variables).CountBy(variable => variable).Select(count => count.Value).DefaultIfEmpty(1)
            .Max();
    }

    public IReadOnlyList<Goal> Parts { get; }

    public override int MaxValue => 1;

    public override IReadOnlySet<int> Variables => field ??= new HashSet<int>(Parts.SelectMany(part => part.Variables));

    /// <summary>A goal with the same threshold and other parts.</summary>
    public ThresholdGoal Of(IReadOnlyList<Goal> others) => new(needed, others);

    public static ThresholdGoal All(params IReadOnlyList<Goal> parts) => new(parts.Count, parts);

    public override int Value(int[] supposed)
    {
        var missing = needed;
        for (var i = 0; i < Parts.Count && missing > 0; i++)
        {
            missing -= Parts[i].Value(supposed);
        }

        return missing <= 0 ? 1 : 0;
    }

    /// <summary>
    /// The goal needs at least as many parts as it takes when those with the largest gain are raised first. One change raises at most as
    /// many parts as share its variable. If all raisable parts are needed, parts without a common variable are paid for separately.
    /// </summary>
    public override int LowerBound(int[] supposed)
    {
        var (missing, raisable) = Raisable(supposed);
        if (CountOf(missing, raisable) is not (> 0 and var count))
        {
            return Unreachable;
        }

        var costs = raisable.Select(part => part.Least).Order().Take(count).ToList();
        var shared = (costs.Sum() + sharing - 1) / sharing;
        return Math.Max(Math.Max(shared, costs[^1]), count == raisable.Count && sharing > 1 ? LeastOfApart(raisable) : 0);
    }

    /// <summary>If the goal cannot be reached without a certain part, only the changes that raise that part.</summary>
    public override IEnumerable<(SearchVariable Variable, int Option)> Branches(int[] supposed)
    {
        var (missing, raisable) = Raisable(supposed);
        var spare = raisable.Sum(part => part.Gain) - missing;
        var changes = raisable.Where(part => part.Gain > spare).Select(part => part.Need.Branches(supposed).ToList())
            .MinBy(changes => changes.Count);
        return changes ?? raisable.SelectMany(part => part.Need.Branches(supposed));
    }

    (int Missing, List<(Goal Need, int Gain, int Least)> Parts) Raisable(int[] supposed)
    {
        var missing = needed;
        List<(Goal, int, int)> raisable = [];
        foreach (var part in Parts)
        {
            var value = part.Value(supposed);
            missing -= value;
            if (value < part.MaxValue && part.LowerBound(supposed) is < Unreachable and var least)
            {
                raisable.Add((part, part.MaxValue - value, least));
            }
        }

        return (missing, raisable);
    }

    /// <summary>The minimum number of parts to raise; null if raising all of them is not enough.</summary>
    static int? CountOf(int missing, List<(Goal Need, int Gain, int Least)> raisable)
    {
        var count = 0;
        foreach (var gain in raisable.Select(part => part.Gain).OrderDescending())
        {
            count++;
            missing -= gain;
            if (missing <= 0)
            {
                return count;
            }
        }

        return null;
    }

    /// <summary>The cost of parts that have no variable in common, the most expensive first.</summary>
    static int LeastOfApart(List<(Goal Need, int Gain, int Least)> needed)
    {
        HashSet<int> taken = [];
        var least = 0;
        foreach (var part in needed.OrderByDescending(part => part.Least).Where(part => !taken.Overlaps(part.Need.Variables)))
        {
            taken.UnionWith(part.Need.Variables);
            least += part.Least;
        }

        return least;
    }
}
