namespace KosovoNato.Milestones.Planning;

/// <summary>Sets or changes when a milestone is to be reached. The first target stays as the baseline.</summary>
static class RetargetMilestone
{
    public static readonly EditWrite<RetargetMilestoneRequest, Milestone> Write = new(Check, Change, MilestonesEvent.TargetChanged);

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
                $"{milestone.Name} has {(request.TargetOn.Length == 0 ? "no target" : $"the target {request.TargetOn}")} already. Give "
                + "another one.");
        }

        var violations = new FieldViolations();
        violations.Require(milestone.TargetOn.Length == 0 || !string.IsNullOrWhiteSpace(draft.Reason), "reason",
            $"is required: say why the target is no longer {milestone.TargetOn}");
        violations.ThrowIfAny();
        Targets.Set(milestone, request.TargetOn);
    }
}
