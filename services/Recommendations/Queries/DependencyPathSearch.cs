using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recommendations.Derivations;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Queries;

/// <summary>
/// Finds all dependents of a resource, each by its shortest path. A recommendation depends on its criterion, its links, and, if it has no
/// criterion, its children; a milestone depends on its criterion and those of its blockers. Both depend on the origin of an obstacle or a
/// blocker, resolved or not, as they depend on a condition, met or not. Addressees do not count: who is asked to act decides nothing.
/// </summary>
sealed class DependencyPathSearch
{
    readonly ProgressTree tree;
    readonly ResourceDependence reliance;
    readonly string name;
    readonly Dictionary<string, List<(string Holder, bool IsLink)>> dependents = new(StringComparer.Ordinal);
    readonly Dictionary<string, DependencyPath> found = new(StringComparer.Ordinal);
    readonly PriorityQueue<string, DependencyPath> open = new();

    DependencyPathSearch(string name, ResourceDependence reliance, ProgressTree tree) =>
        (this.name, this.reliance, this.tree) = (name, reliance, tree);

    /// <summary>The names of all recommendations and milestones that depend on the resource, with their paths.</summary>
    /// <param name="name">The canonical name of the resource.</param>
    public static IReadOnlyDictionary<string, DependencyPath> To(string name, ResourceDependence reliance, ProgressTree tree)
    {
        var ways = new DependencyPathSearch(name, reliance, tree);
        ways.Begin();
        ways.ExpandNext();
        return ways.found;
    }

    void Begin()
    {
        foreach (var recommendation in tree.Facts.Resources.List<Recommendation>())
        {
            Look(recommendation.Name, recommendation.Criterion is { } criterion ? CriterionReferences.Of(criterion) : []);
            Hinders(recommendation.Name, recommendation.Obstacles.Select(obstacle => obstacle.Origin));
            foreach (var link in recommendation.MilestoneLinks)
            {
                Depends(recommendation.Name, link.Milestone, isLink: true);
            }

            if (recommendation.Criterion is null)
            {
                foreach (var part in tree.ChildrenOf(recommendation))
                {
                    Depends(recommendation.Name, part.Name);
                }
            }
        }

        foreach (var milestone in tree.Facts.Resources.List<Milestone>())
        {
            Look(milestone.Name, CriteriaOf(milestone).SelectMany(CriterionReferences.Of));
            Hinders(milestone.Name, milestone.Blockers.Select(blocker => blocker.Origin));
        }
    }

    /// <summary>The criteria that a milestone waits for: its own and those of its blockers.</summary>
    public static IEnumerable<Criterion> CriteriaOf(Milestone milestone)
    {
        var blockers = milestone.Blockers.Where(blocker => blocker.ResolutionCriterion is not null)
            .Select(blocker => blocker.ResolutionCriterion);
        return milestone.Criterion is { } criterion ? blockers.Prepend(criterion) : blockers;
    }

    void Look(string holder, IEnumerable<Criterion> facts)
    {
        foreach (var fact in facts)
        {
            if (fact.Milestone is { } milestone)
            {
                Depends(holder, milestone.Milestone);
            }
            else if (reliance.Of(fact) is { } between)
            {
                open.Enqueue(holder, DependencyPath.Of(between));
            }
        }
    }

    void Hinders(string holder, IEnumerable<string> origins)
    {
        if (origins.Contains(reliance.Origin, StringComparer.Ordinal))
        {
            open.Enqueue(holder, DependencyPath.None);
        }
    }

    void Depends(string holder, string on, bool isLink = false)
    {
        if (on == name)
        {
            open.Enqueue(holder, DependencyPath.None);
        }
        else if (dependents.TryGetValue(on, out var holders))
        {
            holders.Add((holder, isLink));
        }
        else
        {
            dependents.Add(on, [(holder, isLink)]);
        }
    }

    /// <summary>Expands the shortest paths first, so that the first path to a holder is its shortest.</summary>
    void ExpandNext()
    {
        while (open.TryDequeue(out var holder, out var way))
        {
            if (holder != name && found.TryAdd(holder, way))
            {
                foreach (var (next, isLink) in dependents.GetValueOrDefault(holder) ?? [])
                {
                    open.Enqueue(next, way.Prepend(holder, isLink));
                }
            }
        }
    }
}
