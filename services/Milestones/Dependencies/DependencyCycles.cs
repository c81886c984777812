using KosovoNato.Rules.Criteria;

namespace KosovoNato.Milestones.Dependencies;

/// <summary>
/// Keeps the graph of milestones acyclic. A milestone depends on the milestones in its dependencies, of either kind, in its criterion, and
/// in the criteria of its blockers. A milestone that waits for itself in any of these ways would wait forever.
/// </summary>
static class DependencyCycles
{
    /// <summary>Rejects the changed milestone if it depends on itself. The error names the shortest such cycle.</summary>
    public static void ThrowIfCyclic(Milestone milestone, Transaction draft)
    {
        if (Find(milestone, name => draft.Resources.Find<Milestone>(name)) is { } cycle)
        {
            var path = string.Join(" -> ", cycle);
            throw ApiException.RuleViolated("DEPENDENCY_CYCLE", milestone.Name,
                $"The milestones would depend on each other in a cycle: {path}. Leave out one of these links.")
                .With("cycle", path);
        }
    }

    /// <summary>The names of the milestones that a milestone depends on.</summary>
    public static IEnumerable<string> ReferencedMilestones(Milestone milestone) =>
    [
        .. milestone.Dependencies.Select(dependency => dependency.Milestone),
        .. milestone.Criterion is { } criterion ? CriterionReferences.Milestones(criterion) : [],
        .. milestone.Blockers.SelectMany(
            blocker => blocker.ResolutionCriterion is { } criterion ? CriterionReferences.Milestones(criterion) : []),
    ];

    /// <summary>
    /// The shortest cycle through a milestone, with its name first and last; null if there is none. The graph was acyclic before, so a new
    /// cycle contains the changed milestone. Milestones that do not exist yet have no dependencies.
    /// </summary>
    internal static IReadOnlyList<string>? Find(Milestone milestone, Func<string, Milestone?> find)
    {
        var start = milestone.Name;
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<Milestone>([milestone]);
        while (next.TryDequeue(out var here))
        {
            foreach (var name in ReferencedMilestones(here))
            {
                if (name == start)
                {
                    return [.. PathTo(here.Name, start, cameFrom), start];
                }

                if (cameFrom.TryAdd(name, here.Name) && find(name) is { } other)
                {
                    next.Enqueue(other);
                }
            }
        }

        return null;
    }

    static IEnumerable<string> PathTo(string name, string start, Dictionary<string, string> cameFrom)
    {
        var path = new Stack<string>([name]);
        while (path.Peek() != start)
        {
            path.Push(cameFrom[path.Peek()]);
        }

        return path;
    }
}
