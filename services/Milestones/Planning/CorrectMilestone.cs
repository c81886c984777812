using KosovoNato.Milestones.Dependencies;
using KosovoNato.Rules.Transitions;

namespace KosovoNato.Milestones.Planning;

/// <summary>Corrects a milestone. Its status, dependencies and blockers change by other writes.</summary>
static class CorrectMilestone
{
    public static readonly CorrectWrite<CorrectMilestoneRequest, Milestone> Write = new(
        ["track", "title", "kind", "other_dates", "criterion", "paper_wording", "accession_step", "evidence", "note", "corrections"],
        MilestoneChecks.Check, Complete, MilestonesEventType.CorrectionMade);

    static void Complete(CorrectMilestoneRequest request, Milestone before, Milestone milestone, Transaction draft)
    {
        MilestoneChecks.Keep(milestone);
        draft.Get<Track>(milestone.Track);
        RequireUndecided(milestone);
        DependencyCycles.ThrowIfCyclic(milestone, draft);
        Corrections.Keep(before.Corrections, milestone.Corrections, milestone.Name, draft.Context);
        Corrections.Add(milestone.Corrections, request.UpdateMask, before, milestone, draft.Context);
    }

    /// <summary>
    /// Rejects a criterion that would take over after a person recorded that the milestone was achieved or has regressed.
    /// </summary>
    static void RequireUndecided(Milestone milestone)
    {
        if (MilestoneTransitions.CriterionDecides(milestone)
            && milestone.Transitions.FirstOrDefault(
                move => !move.Retracted && move.ToStatus is MilestoneStatus.Achieved or MilestoneStatus.Regressed) is { } move)
        {
            throw ApiException.RuleViolated("CRITERION_DECIDES", milestone.Name,
                $"{milestone.Name} would be a standing condition whose criterion alone decides, but transition {move.Id} recorded that it "
                + $"became {EnumNames.Of(move.ToStatus)}. "
                + "Retract that transition first.");
        }
    }
}
