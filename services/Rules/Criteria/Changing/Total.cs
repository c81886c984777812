namespace KosovoNato.Rules.Criteria.Changing;

/// <summary>Holds if the values of its parts add up to what is needed.</summary>
sealed class Total : Need
{
    readonly int needed;

    // In how many parts one variable is at most.
    readonly int sharing;

    public Total(int needed, IReadOnlyList<Need> parts)
    {
        (this.needed, Parts) = (needed, parts);
        sharing = parts.SelectMany(part => part.Variables).CountBy(variable => variable).Select(count => count.Value).DefaultIfEmpty(1).Max();
    }

    public IReadOnlyList<Need> Parts { get; }

    public override int Most => 1;

    public override IReadOnlySet<int> Variables => field ??= new HashSet<int>(Parts.SelectMany(part => part.Variables));

    /// <summary>The same number of others.</summary>
    public Total Of(IReadOnlyList<Need> others) => new(needed, others);

    public static Total All(params IReadOnlyList<Need> parts) => new(parts.Count, parts);

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
    public override int Least(int[] supposed)
    {
        var (missing, raisable) = Raisable(supposed);
        if (CountOf(missing, raisable) is not (> 0 and var count))
        {
            return Never;
        }

        var costs = raisable.Select(part => part.Least).Order().Take(count).ToList();
        var shared = (costs.Sum() + sharing - 1) / sharing;
        return Math.Max(Math.Max(shared, costs[^1]), count == raisable.Count && sharing > 1 ? LeastOfApart(raisable) : 0);
    }

    /// <summary>Where it cannot do without a part, only what raises that one.</summary>
    public override IEnumerable<(Variable Variable, int Option)> Changes(int[] supposed)
    {
        var (missing, raisable) = Raisable(supposed);
        var spare = raisable.Sum(part => part.Gain) - missing;
        var changes = raisable.Where(part => part.Gain > spare).Select(part => part.Need.Changes(supposed).ToList()).MinBy(changes => changes.Count);
        return changes ?? raisable.SelectMany(part => part.Need.Changes(supposed));
    }

    (int Missing, List<(Need Need, int Gain, int Least)> Parts) Raisable(int[] supposed)
    {
        var missing = needed;
        List<(Need, int, int)> raisable = [];
        foreach (var part in Parts)
        {
            var value = part.Value(supposed);
            missing -= value;
            if (value < part.Most && part.Least(supposed) is < Never and var least)
            {
                raisable.Add((part, part.Most - value, least));
            }
        }

        return (missing, raisable);
    }

    /// <summary>How many parts it takes at least; none if all are not enough.</summary>
    static int? CountOf(int missing, List<(Need Need, int Gain, int Least)> raisable)
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
    static int LeastOfApart(List<(Need Need, int Gain, int Least)> needed)
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
