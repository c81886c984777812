namespace KosovoNato.Milestones.Blockers;

/// <summary>Records that a blocker was resolved.</summary>
static class ResolveBlocker
{
    public static readonly EditWrite<ResolveBlockerRequest, Milestone> Write = new(Check, Change, MilestonesEventType.BlockerResolved);

    static void Check(ResolveBlockerRequest request, FieldViolations violations)
    {
        NameChecks.Check("milestones", request.Name, violations);
        NameChecks.CheckNestedId('b', request.BlockerId, violations, "blocker_id");
        DateChecks.CheckKnown(request.ResolvedOn, violations, "resolved_on");
        EvidenceChecks.Check(request.Evidence, violations);
    }

    static void Change(ResolveBlockerRequest request, Milestone milestone, Transaction draft)
    {
        DateChecks.RequireBegun(draft.Today, (request.ResolvedOn, "resolved_on"));
        var blocker = milestone.Blockers.FirstOrDefault(blocker => blocker.Id == request.BlockerId)
            ?? throw ApiException.NotFound($"{milestone.Name} blocker {request.BlockerId}");
        RequireResolvable(milestone, blocker, request.ResolvedOn);
        blocker.ResolvedOn = request.ResolvedOn;
        blocker.ResolutionEvidence = EvidenceChecks.Normalized(request.Evidence);
        blocker.Status = BlockerStatus.Resolved;
    }

    static void RequireResolvable(Milestone milestone, Blocker blocker, string resolvedOn)
    {
        if (blocker.ResolutionCriterion is not null)
        {
            throw ApiException.RuleViolated("CRITERION_DECIDES", milestone.Name,
                $"Blocker {blocker.Id} of {milestone.Name} is resolved automatically when its criterion is met. Record the facts "
                + "that the criterion names.");
        }

        if (blocker.ResolutionEvidence is not null)
        {
            throw ApiException.RuleViolated("BLOCKER_RESOLVED", milestone.Name,
                $"Blocker {blocker.Id} of {milestone.Name} is already resolved. If the milestone is blocked again, open a new blocker.");
        }

        if (DateChecks.IsBefore(resolvedOn, blocker.OpenedOn))
        {
            throw ApiException.RuleViolated("RESOLVED_BEFORE_OPENED", milestone.Name,
                $"Blocker {blocker.Id} of {milestone.Name} cannot be resolved on {resolvedOn}: it was opened on {blocker.OpenedOn}.");
        }
    }
}
