using KosovoNato.Milestones.Dependencies;

namespace KosovoNato.Milestones.Planning;

/// <summary>Corrects what is known of a milestone; its stage moves, and its dependencies and blockers change, by other writes.</summary>
static class CorrectMilestone
{
    public static readonly Write<CorrectMilestoneRequest, Milestone> Write = new(Check, Decide);

    static void Check(CorrectMilestoneRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations,
            "track", "title", "kind", "other_dates", "criterion", "seed_wording", "accession_step", "evidence", "note", "corrections");
        if (request.Milestone is not { } milestone)
        {
            violations.Add("milestone", "is required: it holds the name and the new values");
            return;
        }

        MilestoneChecks.Check(milestone, fields, violations.At("milestone"));
    }

    static Milestone Decide(CorrectMilestoneRequest request, Transaction draft)
    {
        var milestone = draft.Edit<Milestone>(request.Milestone.Name, request.Etag);
        var before = milestone.Clone();
        FieldSelection.Apply(request.UpdateMask, request.Milestone, milestone);
        MilestoneChecks.Keep(milestone);
        draft.Get<Track>(MilestoneNames.Track(milestone.Track));
        RequireUndecided(milestone);
        DependencyCycles.ThrowIfCyclic(milestone, draft);
        Corrections.Keep(before.Corrections, milestone.Corrections, milestone.Name, draft);
        Corrections.Add(milestone.Corrections, request.UpdateMask, before, milestone, draft);
        draft.Put(milestone, MilestonesEvent.CorrectionMade);
        return milestone;
    }

    /// <summary>Two cannot decide the same: where a person said that it was reached or undone, no criterion can take over.</summary>
    static void RequireUndecided(Milestone milestone)
    {
        if (MilestoneTransitions.CriterionDecides(milestone)
            && milestone.Moves.FirstOrDefault(move => !move.Retracted && move.To is MilestoneStatus.Achieved or MilestoneStatus.Regressed) is { } move)
        {
            throw ApiException.RuleViolated("CRITERION_DECIDES", milestone.Name,
                $"{milestone.Name} would be a standing condition whose criterion alone decides, but move {move.Id} says that it became {EnumNames.Of(move.To)}. "
                + "Retract that move first.");
        }
    }
}
