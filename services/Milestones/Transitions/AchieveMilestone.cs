using KosovoNato.Kernel;
using KosovoNato.Milestones.Derivations;

namespace KosovoNato.Milestones.Transitions;

/// <summary>Records that a milestone was reached. What it requires must be achieved, or the caller says why it counts all the same.</summary>
static class AchieveMilestone
{
    public static readonly Write<AchieveMilestoneRequest, Milestone> Write = new(Check, Decide);

    static void Check(AchieveMilestoneRequest request, FieldViolations violations)
    {
        TransitionRecorder.Check(request.Name, request.On, request.Evidence, needsEvidence: true, violations);
        DateChecks.CheckDay(request.KnownOn, violations, "known_on");
        violations.Require(request.On.Length > 0 || request.KnownOn.Length > 0, "on",
            "is required; if it is not known, give in known_on a day by which a source shows that it had happened");
        if (PartialDate.TryParse(request.On, out var on) && PartialDate.TryParse(request.KnownOn, out var known))
        {
            DateChecks.CheckOrder(on, known, violations, "known_on", "must not be before on");
        }

        ValueChecks.CheckText(request.OverrideReason, 500, violations, "override_reason");
    }

    static Milestone Decide(AchieveMilestoneRequest request, Transaction draft)
    {
        EventDates.Require(draft, (request.On, "on"), (request.KnownOn, "known_on"));
        var milestone = draft.EditForTransition(request.Name, request.Etag, MilestoneStatus.Achieved);
        if (string.IsNullOrWhiteSpace(request.OverrideReason))
        {
            RequireRequired(milestone, draft);
        }

        return draft.Record(milestone, new Move
        {
            To = MilestoneStatus.Achieved,
            On = request.On,
            KnownOn = request.KnownOn,
            Evidence = request.Evidence,
            OverrideReason = request.OverrideReason,
        });
    }

    static void RequireRequired(Milestone milestone, Transaction draft)
    {
        // Asked of the facts and not of the stored stage: earlier writes of the same batch count.
        var unmet = string.Join(", ", new ResolvedMilestones(draft.Resources, draft.Today).WaitingFor(milestone));
        if (unmet.Length > 0)
        {
            throw ApiException.RuleViolated("REQUIRED_NOT_ACHIEVED", milestone.Name,
                $"{milestone.Name} requires what is not achieved: {unmet}. Achieve that first, or say in override_reason why it counts as achieved all the same.")
                .With("waiting_for", unmet);
        }
    }
}
