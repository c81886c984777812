namespace KosovoNato.Milestones.Planning;

/// <summary>Sets or changes the target date of a milestone. The first target stays as the baseline.</summary>
static class RetargetMilestone
{
    public static readonly EditWrite<RetargetMilestoneRequest, Milestone> Write = new(Check, Change, MilestonesEventType.TargetChanged);

    static void Check(RetargetMilestoneRequest request, FieldViolations violations)
    {
        NameChecks.Check("milestones", request.Name, violations);
        DateChecks.CheckKnown(request.TargetOn, violations, "target_on");
    }

    static void Change(RetargetMilestoneRequest request, Milestone milestone, Transaction draft)
    {
        if (milestone.TargetOn == request.TargetOn)
        {
            throw ApiException.RuleViolated("SAME_TARGET", milestone.Name,
                $"{milestone.Name} already has {(request.TargetOn.Length == 0 ? "no target" : $"the target {request.TargetOn}")}. Set "
                + "another target.");
        }

        var violations = new FieldViolations();
        violations.Require(milestone.TargetOn.Length == 0 || !string.IsNullOrWhiteSpace(draft.Reason), "reason",
            $"is required: explain why the target {milestone.TargetOn} changes");
        violations.ThrowIfAny();
        Targets.Set(milestone, request.TargetOn);
    }
}
