using KosovoNato.Kernel.Recomputation;
using KosovoNato.Storage.Derivations;

namespace KosovoNato.Milestones.Derivations;

/// <summary>All derived fields of this service.</summary>
sealed class MilestoneDerivations(params IReadOnlyList<IDerivedFields> all) : IDerivedFields
{
    public static IDerivedFields On(ObservedResources resources, ComputedValues computed, DateOnly today) => new MilestoneDerivations(
        new TransitionStatusDerivation(), new MilestoneOutlookDerivation(resources, computed, today));

    public void Store(Transaction draft, IReadOnlyCollection<ResourceKey> changed)
    {
        foreach (var one in all)
        {
            one.Store(draft, changed);
        }
    }
}
