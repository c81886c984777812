using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Outlooks;

namespace KosovoNato.Milestones.Derivations;

/// <summary>
/// Derives all derived fields of the milestones. A function of the day and of the recorded facts, both those of this service and the
/// mirrored resources of its upstreams.
/// </summary>
static class MilestoneOutlookDerivation
{
    /// <summary>Stores each milestone with a changed derived field, and adds the events.</summary>
    public static void Run(Transaction draft)
    {
        var milestones = new ResolvedMilestones(draft.Resources, draft.Today);
        foreach (var before in milestones.Recorded())
        {
            if (MilestoneOutlookCalculator.Derived(before, milestones) is { } after)
            {
                draft.PutDerived(after, [.. OutlookEvents.Between(before, after)]);
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
