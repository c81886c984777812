using KosovoNato.Rules.Criteria;

namespace KosovoNato.Milestones.Dependencies;

/// <summary>
/// Keeps the graph of milestones free of cycles. A milestone rests on those it depends on, by either link, and on those that its
/// criterion or the criteria of its blockers name: a milestone that waits for itself by any of these would wait for ever.
/// </summary>
static class DependencyCycles
{
    /// <summary>Refuses the milestone, as it would become, if it rests on itself; names the shortest such cycle.</summary>
    public static void ThrowIfCyclic(Milestone milestone, Transaction draft)
    {
        if (Find(milestone, name => draft.Resources.Find<Milestone>(name)) is { } cycle)
        {
            var path = string.Join(" -> ", cycle);
            throw ApiException.RuleViolated("DEPENDENCY_CYCLE", milestone.Name,
                $"The milestones would depend on each other in a circle: {path}. Leave out one of these links.")
                .With("cycle", path);
        }
    }

    /// <summary>The ids of the milestones that a milestone rests on.</summary>
    public static IEnumerable<string> ReferencedMilestones(Milestone milestone) =>
    [
        .. milestone.Dependencies.Select(dependency => dependency.Milestone),
        .. milestone.Criterion is { } criterion ? CriterionReferences.Milestones(criterion) : [],
        .. milestone.Blockers.SelectMany(blocker => blocker.ResolvesWhen is { } criterion ? CriterionReferences.Milestones(criterion) : []),
    ];

    /// <summary>
    /// The shortest cycle through a milestone, its id first and last; none if there is none. The graph was free of cycles before,
    /// so one that the milestone closes goes through it. Milestones that do not exist yet lead nowhere.
    /// </summary>
    internal static IReadOnlyList<string>? Find(Milestone milestone, Func<string, Milestone?> find)
    {
        var start = ResourceNames.Id(milestone.Name);
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<(string Id, Milestone Milestone)>([(start, milestone)]);
        while (next.TryDequeue(out var here))
        {
            foreach (var id in ReferencedMilestones(here.Milestone))
            {
                if (id == start)
                {
                    return [.. PathTo(here.Id, start, cameFrom), start];
                }

                if (cameFrom.TryAdd(id, here.Id) && find(ResourceNames.Milestone(id)) is { } other)
                {
                    next.Enqueue((id, other));
                }
            }
        }

        return null;
    }

    static IEnumerable<string> PathTo(string id, string start, Dictionary<string, string> cameFrom)
    {
        var path = new Stack<string>([id]);
        while (path.Peek() != start)
        {
            path.Push(cameFrom[path.Peek()]);
        }

        return path;
    }
}
