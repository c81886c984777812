namespace KosovoNato.Milestones.Queries;

/// <summary>The longest chain of required milestones that are not achieved, up to a goal.</summary>
static class CriticalPath
{
    /// <summary>
    /// The names of the chain, with the goal last; empty if the goal is achieved. If several chains are equally long, the names from the
    /// goal backwards decide.
    /// </summary>
    /// <param name="unmet">The names of a milestone's required milestones that exist and are not achieved.</param>
    public static IReadOnlyList<string> To(string goal, bool isAchieved, Func<string, IEnumerable<string>> unmet)
    {
        if (isAchieved)
        {
            return [];
        }

        var lengths = LengthsTo(goal, unmet);
        var path = new Stack<string>();
        for (string? next = goal; next is not null; next = Before(next))
        {
            path.Push(next);
        }

        return [.. path];

        string? Before(string name) =>
            lengths[name] == 1 ? null : unmet(name).Where(before => lengths.GetValueOrDefault(before) == lengths[name] - 1)
                .Order(StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>The length of the longest chain to each milestone.</summary>
    static Dictionary<string, int> LengthsTo(string goal, Func<string, IEnumerable<string>> unmet)
    {
        Dictionary<string, int> lengths = new(StringComparer.Ordinal);
        DependencyOrder.Visit(goal, new(StringComparer.Ordinal), unmet,
            name => lengths.TryAdd(name, 1 + unmet(name).Select(before => lengths.GetValueOrDefault(before)).DefaultIfEmpty().Max()));
        return lengths;
    }
}
