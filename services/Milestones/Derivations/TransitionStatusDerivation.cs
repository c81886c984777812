using KosovoNato.Kernel.Recomputation;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Storage.Derivations;

namespace KosovoNato.Milestones.Derivations;

/// <summary>
/// Derives the status of agreements and partnerships from their transitions up to today. A transition can be dated tomorrow, because it is
/// already tomorrow in other time zones.
/// </summary>
sealed class TransitionStatusDerivation : IDerivedFields
{
    /// <summary>Stores each resource whose status changed.</summary>
    public void Store(Transaction draft, IReadOnlyCollection<ResourceKey> changed)
    {
        foreach (var agreement in Of<Agreement>(draft, changed))
        {
            if (AsOfResources.Project(agreement, draft.Today, PartialDateMode.Possible).Status is var status && status != agreement.Status)
            {
                draft.PutDerived(new Agreement(agreement) { Status = status }, MilestonesEventType.AgreementTransitioned);
            }
        }

        foreach (var partnership in Of<Partnership>(draft, changed))
        {
            if (AsOfResources.Project(partnership, draft.Today, PartialDateMode.Possible).Status is var status
                && status != partnership.Status)
            {
                draft.PutDerived(new Partnership(partnership) { Status = status }, MilestonesEventType.PartnershipChanged);
            }
        }
    }

    static List<T> Of<T>(Transaction draft, IEnumerable<ResourceKey> changed) where T : class, Google.Protobuf.IMessage<T>, new() =>
        [.. changed.Where(one => one.Type == typeof(T)).Select(one => draft.Resources.Find<T>(one.Name)).OfType<T>()];
}
