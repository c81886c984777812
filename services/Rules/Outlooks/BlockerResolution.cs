using KosovoNato.Rules.Criteria;

namespace KosovoNato.Rules.Outlooks;

/// <summary>Whether a blocker stands, and the date on which it was resolved.</summary>
static class BlockerResolution
{
    public static (BlockerStatus Status, string ResolvedOn) Of(Blocker blocker, ResolvedMilestones milestones)
    {
        if (blocker.ResolutionCriterion is not { } criterion)
        {
            // Both are as recorded by a caller.
            return (blocker.ResolutionEvidence is null ? BlockerStatus.Open : BlockerStatus.Resolved, blocker.ResolvedOn);
        }

        var standing = milestones.StandingOf(criterion);
        return standing.Truth == Truth.True ? (BlockerStatus.Resolved, standing.MetSince) : (BlockerStatus.Open, "");
    }
}
