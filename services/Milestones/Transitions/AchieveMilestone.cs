using KosovoNato.Milestones.Derivations;

namespace KosovoNato.Milestones.Transitions;

/// <summary>
/// Records that a milestone was achieved. The milestones that it requires must be achieved, or the caller gives a reason why it counts
/// anyway.
/// </summary>
static class AchieveMilestone
{
    public static readonly EditWrite<AchieveMilestoneRequest, Milestone> Write = new(Check, Change, MilestonesEvent.MilestoneTransitioned);

    static void Check(AchieveMilestoneRequest request, FieldViolations violations)
    {
        TransitionRecorder.Check(request, needsEvidence: true, violations);
        DateChecks.CheckDay(request.KnownOn, violations, "known_on");
        violations.Require(request.On.Length > 0 || request.KnownOn.Length > 0, "on",
            "is required; if it is unknown, set `known_on` to a day by which a source shows that it had happened");
        DateChecks.CheckOrder(request.On, request.KnownOn, violations, "known_on", "must not be before `on`");
        ValueChecks.CheckText(request.OverrideReason, 500, violations, "override_reason");
    }

    static void Change(AchieveMilestoneRequest request, Milestone milestone, Transaction draft)
    {
        DateChecks.RequireHappened(draft.Today, (request.On, "on"), (request.KnownOn, "known_on"));
        TransitionRecorder.Require(milestone, request, MilestoneStatus.Achieved, draft);
        if (string.IsNullOrWhiteSpace(request.OverrideReason))
        {
            RequireRequired(milestone, draft);
        }

        var move = TransitionRecorder.Move(request, MilestoneStatus.Achieved);
        (move.KnownOn, move.OverrideReason) = (request.KnownOn, request.OverrideReason);
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
