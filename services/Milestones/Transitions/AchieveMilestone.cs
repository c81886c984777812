using KosovoNato.Rules.Criteria;

namespace KosovoNato.Milestones.Transitions;

/// <summary>
/// Records that a milestone was achieved. The milestones that it requires must be achieved, or the caller gives a reason why it counts
/// anyway.
/// </summary>
static class AchieveMilestone
{
    public static readonly EditWrite<AchieveMilestoneRequest, Milestone> Write = new(
        Check, Change, MilestonesEventType.MilestoneTransitioned);

    static void Check(AchieveMilestoneRequest request, FieldViolations violations)
    {
        TransitionRecorder.Check(request, needsEvidence: true, violations);
        DateChecks.CheckDay(request.AttestedOn, violations, "attested_on");
        violations.Require(request.Date.Length > 0 || request.AttestedOn.Length > 0, "date",
            "is required; if it is unknown, set `attested_on` to a day by which a source shows that it had happened");
        DateChecks.CheckOrder(request.Date, request.AttestedOn, violations, "attested_on", "must not be before `date`");
        ValueChecks.CheckText(request.OverrideReason, 500, violations, "override_reason");
    }

    static void Change(AchieveMilestoneRequest request, Milestone milestone, Transaction draft)
    {
        DateChecks.RequireHappened(draft.Today, (request.Date, "date"), (request.AttestedOn, "attested_on"));
        TransitionRecorder.Require(milestone, request, MilestoneStatus.Achieved, draft);
        if (string.IsNullOrWhiteSpace(request.OverrideReason))
        {
            RequireRequired(milestone, draft);
        }

        var move = TransitionRecorder.Move(request, MilestoneStatus.Achieved);
        (move.AttestedOn, move.OverrideReason) = (request.AttestedOn, request.OverrideReason);
        TransitionRecorder.Record(milestone, move);
    }

    static void RequireRequired(Milestone milestone, Transaction draft)
    {
        // Uses the facts, not the stored status, so that earlier writes of the same batch count.
        var unmet = string.Join(", ", new ResolvedMilestones(draft.Resources, draft.Today).WaitingFor(milestone));
        if (unmet.Length > 0)
        {
            throw ApiException.RuleViolated("REQUIRED_NOT_ACHIEVED", milestone.Name,
                $"{milestone.Name} requires milestones that are not achieved: {unmet}. Achieve them first, or explain in `override_reason` "
                + "why it counts as achieved anyway.")
                .With("waiting_for", unmet);
        }
    }
}
