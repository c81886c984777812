namespace KosovoNato.Milestones.Queries;

/// <summary>The longest chain of required milestones that are not achieved, up to a goal.</summary>
static class CriticalPath
{
    /// <summary>
    /// The IDs of the chain, with the goal last; empty if the goal is achieved. If several chains are equally long, the IDs from the goal
    /// backwards decide.
    /// </summary>
    /// <param name="unmet">The IDs of a milestone's required milestones that exist and are not achieved.</param>
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

        string? Before(string id) =>
            lengths[id] == 1 ? null : unmet(id).Where(before => lengths.GetValueOrDefault(before) == lengths[id] - 1)
                .Order(StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>The length of the longest chain to each milestone.</summary>
    static Dictionary<string, int> LengthsTo(string goal, Func<string, IEnumerable<string>> unmet)
    {
        Dictionary<string, int> lengths = new(StringComparer.Ordinal);
        DependencyOrder.Visit(goal, new(StringComparer.Ordinal), unmet,
            id => lengths.TryAdd(id, 1 + unmet(id).Select(before => lengths.GetValueOrDefault(before)).DefaultIfEmpty().Max()));
        return lengths;
    }
}
