using KosovoNato.Kernel.Recomputation;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Outlooks;
using KosovoNato.Storage.Derivations;

namespace KosovoNato.Milestones.Derivations;

/// <summary>
/// Derives all derived fields of the milestones. A function of the day and of the recorded facts, both those of this service and the
/// mirrored resources of its upstreams.
/// </summary>
sealed class MilestoneOutlookDerivation : IDerivedFields
{
    readonly IResourceView resources;
    readonly ResolvedMilestones milestones;
    readonly ComputedTable<string, DerivedFields> fields;
    readonly SortedSet<string> outdated = new(StringComparer.Ordinal);

    public MilestoneOutlookDerivation(IResourceView resources, ComputedValues computed, DateOnly today)
    {
        (this.resources, milestones) = (resources, new ResolvedMilestones(resources, today, computed));
        fields = new(computed, StringComparer.Ordinal, name => outdated.Add(name));
    }

    /// <summary>Stores each milestone with a changed derived field, and adds the events.</summary>
    public void Store(Transaction draft, IReadOnlyCollection<ResourceKey> changed)
    {
        foreach (var (before, after) in Changed(changed).ToList())
        {
            draft.PutDerived(after, [.. OutlookEvents.Between(before, after)]);
        }
    }

    /// <summary>The milestones with a changed derived field, before and after, ordered by name.</summary>
    IEnumerable<(Milestone Before, Milestone After)> Changed(IEnumerable<ResourceKey> changed)
    {
        outdated.UnionWith(changed.Where(one => one.Type == typeof(Milestone)).Select(one => one.Name));
        List<string> names = [.. outdated];
        outdated.Clear();
        foreach (var before in names.Select(resources.Find<Milestone>).OfType<Milestone>())
        {
            var now = fields.Of(before.Name, () => MilestoneOutlookCalculator.FieldsOf(before.Name, milestones));
            if (MilestoneOutlookCalculator.Derived(before, now) is { } after)
            {
                yield return (before, after);
            }
        }
    }

    /// <summary>Empties every derived field.</summary>
    public static void Clear(Milestone milestone)
    {
        (milestone.Status, milestone.AchievedOn, milestone.Outlook) = (default, "", null);
        foreach (var blocker in milestone.Blockers)
        {
            blocker.Status = default;
            if (blocker.ResolutionCriterion is not null)
            {
                blocker.ResolvedOn = "";
            }
        }
    }
}
