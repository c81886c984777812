namespace KosovoNato.Rules.Search;

/// <summary>
/// Looks for the fewest changes that meet a need, and finds them for certain or says that it did not. Sets are tried in the order
/// of their size, each as a path of changes that are needed anyway; those that are too few by a bound, were seen, or are as good
/// as others are passed over.
/// </summary>
sealed class SmallestChangeSearch(Goal root, int variables)
{
    // About half a second at worst; what criteria of this field take is a few.
    const int MaxSteps = 1 << 11;

    readonly int[] supposed = [.. Enumerable.Repeat(-1, variables)];
    readonly List<Assumption> path = [];
    readonly HashSet<string> seen = new(StringComparer.Ordinal);
    readonly SymmetryBreaker symmetry = new(root);
    int steps;
    int next;

    /// <summary>One smallest set of changes; none if it is met, no changes meet it, or there are too many to look at.</summary>
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
