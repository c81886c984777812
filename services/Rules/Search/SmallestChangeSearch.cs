namespace KosovoNato.Rules.Search;

/// <summary>
/// Finds the fewest changes that reach a goal, by branch and bound. A result is always a smallest set; if too many sets would have to be
/// tried, there is no result. Sets are tried in order of size, each along a path of necessary changes. Sets that a bound excludes, that
/// were seen before, or that are interchangeable with others are skipped.
/// </summary>
sealed class SmallestChangeSearch(Goal root, int variables)
{
    // About half a second in the worst case; criteria in this domain need only a few steps.
    const int MaxSteps = 1 << 10;

    readonly int[] supposed = [.. Enumerable.Repeat(-1, variables)];
    readonly List<Assumption> path = [];
    readonly HashSet<string> seen = new(StringComparer.Ordinal);
    readonly SymmetryBreaker symmetry = new(root);
    int steps;
    int next;

    /// <summary>
    /// One smallest set of changes; empty if the goal is reached already, no changes reach it, or there are too many sets to try.
    /// </summary>
    public IReadOnlyList<Assumption> Find()
    {
        for (var most = root.Value(supposed) == 1 ? 0 : root.LowerBound(supposed); most <= AssumptionChecks.MaxAssumptions
            && steps <= MaxSteps; most = next)
        {
            next = Goal.Unreachable;
            seen.Clear();
            if (CanReach(most))
            {
                return path;
            }
        }

        return [];
    }

    bool CanReach(int most)
    {
        if (root.Value(supposed) == 1)
        {
            return true;
        }

        var least = path.Count + root.LowerBound(supposed);
        if (least > most || ++steps > MaxSteps)
        {
            next = Math.Min(next, least);
            return false;
        }

        if (!seen.Add(string.Join(',', supposed)))
        {
            return false;
        }

        foreach (var (variable, option) in symmetry.Distinct(root.Branches(supposed), supposed).ToList())
        {
            supposed[variable.Index] = option;
            path.Add(variable.Options[option]);
            if (CanReach(most))
            {
                return true;
            }

            path.RemoveAt(path.Count - 1);
            supposed[variable.Index] = -1;
            if (steps > MaxSteps)
            {
                break;
            }
        }

        return false;
    }
}
