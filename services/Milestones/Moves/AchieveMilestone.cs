using KosovoNato.Milestones.Outlooks;

namespace KosovoNato.Milestones.Moves;

/// <summary>Records that a milestone was reached. What it requires must be achieved, or the caller says why it counts all the same.</summary>
static class AchieveMilestone
{
    public static readonly Write<AchieveMilestoneRequest, Milestone> Write = new(Check, Decide);

    static void Check(AchieveMilestoneRequest request, Violations violations)
    {
        MoveRecord.Check(request.Name, request.On, request.Evidence, needsEvidence: true, violations);
        Dates.CheckDay(request.KnownOn, violations, "known_on");
        violations.Require(request.On.Length > 0 || request.KnownOn.Length > 0, "on",
            "is required; if it is not known, give in known_on a day by which a source shows that it had happened");
        if (PartialDate.TryParse(request.On, out var on) && PartialDate.TryParse(request.KnownOn, out var known))
        {
            Dates.CheckOrder(on, known, violations, "known_on", "must not be before on");
        }

        Values.CheckText(request.OverrideReason, 500, violations, "override_reason");
    }

    static Milestone Decide(AchieveMilestoneRequest request, Draft draft)
    {
        Happened.Require(draft, (request.On, "on"), (request.KnownOn, "known_on"));
        var milestone = draft.ToMove(request.Name, request.Etag, MilestoneStatus.Achieved);
        if (string.IsNullOrWhiteSpace(request.OverrideReason))
        {
            RequireRequired(milestone, draft);
        }

        return draft.Move(milestone, new Move
        {
            To = MilestoneStatus.Achieved,
            On = request.On,
            KnownOn = request.KnownOn,
            Evidence = request.Evidence,
            OverrideReason = request.OverrideReason,
        });
    }

    static void RequireRequired(Milestone milestone, Draft draft)
    {
        // Asked of the facts and not of the stored stage: earlier writes of the same batch count.
        var unmet = string.Join(", ", new StagedMilestones(draft.Resources, draft.Today).WaitingFor(milestone));
        if (unmet.Length > 0)
        {
            throw Refusal.RuleViolated("REQUIRED_NOT_ACHIEVED", milestone.Name,
                $"{milestone.Name} requires what is not achieved: {unmet}. Achieve that first, or say in override_reason why it counts as achieved all the same.")
                .With("waiting_for", unmet);
        }
    }
}
