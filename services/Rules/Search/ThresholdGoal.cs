namespace KosovoNato.Rules.Search;

/// <summary>Holds if the values of its parts add up to what is needed.</summary>
sealed class ThresholdGoal : Goal
{
    readonly int needed;

    // In how many parts one variable is at most.
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

    /// <summary>The same number of others.</summary>
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
    /// At least so many parts have to be raised as those that can give most. One change brings no more of them nearer than its
    /// variable is in, and parts without a common variable that are all needed cost what they cost one by one.
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

    /// <summary>Where it cannot do without a part, only what raises that one.</summary>
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

    /// <summary>How many parts it takes at least; none if all are not enough.</summary>
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

    /// <summary>The cost of some parts that have no variable in common, the dearest first.</summary>
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
