using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recommendations.Measuring;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Dependents;

/// <summary>
/// Finds all that depends on a resource, each by its shortest way: recommendations by their criterion, a link, or where they have
/// no criterion by their parts; milestones by their criterion or by what ends their blockers.
/// </summary>
sealed class Ways
{
    readonly MeasuredTree tree;
    readonly Reliance reliance;
    readonly string name;
    readonly Dictionary<string, List<(string Holder, bool IsLink)>> dependents = new(StringComparer.Ordinal);
    readonly Dictionary<string, Way> found = new(StringComparer.Ordinal);
    readonly PriorityQueue<string, Way> open = new();

    Ways(string name, Reliance reliance, MeasuredTree tree) => (this.name, this.reliance, this.tree) = (name, reliance, tree);

    /// <summary>The names of all recommendations and milestones that depend on it, with their ways.</summary>
    /// <param name="name">The name of the resource, in its one spelling.</param>
    public static IReadOnlyDictionary<string, Way> To(string name, Reliance reliance, MeasuredTree tree)
    {
        var ways = new Ways(name, reliance, tree);
        ways.Begin();
        ways.GoOn();
        return ways.found;
    }

    void Begin()
    {
        foreach (var recommendation in tree.Facts.Resources.Under<Recommendation>())
        {
            Look(recommendation.Name, recommendation.Criterion is { } criterion ? CriterionFacts.Of(criterion) : []);
            foreach (var link in recommendation.Links)
            {
                Depends(recommendation.Name, Names.Milestone(link.Milestone), isLink: true);
            }

            if (recommendation.Criterion is null)
            {
                foreach (var part in tree.PartsOf(recommendation))
                {
                    Depends(recommendation.Name, part.Name);
                }
            }
        }

        foreach (var milestone in tree.Facts.Resources.Under<Milestone>())
        {
            Look(milestone.Name, CriteriaOf(milestone).SelectMany(CriterionFacts.Of));
        }
    }

    /// <summary>What a milestone waits for: its own criterion and those of its blockers.</summary>
    public static IEnumerable<Criterion> CriteriaOf(Milestone milestone)
    {
        var blockers = milestone.Blockers.Where(blocker => blocker.ResolvesWhen is not null).Select(blocker => blocker.ResolvesWhen);
        return milestone.Criterion is { } criterion ? blockers.Prepend(criterion) : blockers;
    }

    void Look(string holder, IEnumerable<Criterion> facts)
    {
        foreach (var fact in facts)
        {
            if (fact.Milestone is { } milestone)
            {
                Depends(holder, Names.Milestone(milestone.Milestone));
            }
            else if (reliance.Of(fact) is { } between)
            {
                open.Enqueue(holder, Way.Of(between));
            }
        }
    }

    void Depends(string holder, string on, bool isLink = false)
    {
        if (on == name)
        {
            open.Enqueue(holder, Way.None);
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

    /// <summary>The shortest ways first, so that the first one to a holder is its shortest.</summary>
    void GoOn()
    {
        while (open.TryDequeue(out var holder, out var way))
        {
            if (holder != name && found.TryAdd(holder, way))
            {
                foreach (var (next, isLink) in dependents.GetValueOrDefault(holder) ?? [])
                {
                    open.Enqueue(next, way.Behind(holder, isLink));
                }
            }
        }
    }
}
