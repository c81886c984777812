using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Milestones.Derivations;

/// <summary>
/// Derives the status of agreements and partnerships from their transitions up to today. A transition can be dated tomorrow, because it is
/// already tomorrow in other time zones.
/// </summary>
static class TransitionStatusDerivation
{
    /// <summary>Stores each resource whose status changed.</summary>
    public static void Run(Transaction draft)
    {
        foreach (var agreement in draft.Resources.List<Agreement>().ToList())
        {
            if (AsOfResources.Project(agreement, draft.Today, PartialDateMode.Possible).Status is var status && status != agreement.Status)
            {
                draft.PutDerived(new Agreement(agreement) { Status = status }, MilestonesEventType.AgreementTransitioned);
            }
        }

        foreach (var partnership in draft.Resources.List<Partnership>().ToList())
        {
            if (AsOfResources.Project(partnership, draft.Today, PartialDateMode.Possible).Status is var status
                && status != partnership.Status)
            {
                draft.PutDerived(new Partnership(partnership) { Status = status }, MilestonesEventType.PartnershipChanged);
            }
        }
    }
}
