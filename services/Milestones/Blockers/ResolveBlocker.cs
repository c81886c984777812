using KosovoNato.Kernel;

namespace KosovoNato.Milestones.Blockers;

/// <summary>Records that a blocker no longer stands in the way.</summary>
static class ResolveBlocker
{
    public static readonly Write<ResolveBlockerRequest, Milestone> Write = new(Check, Decide);

    static void Check(ResolveBlockerRequest request, FieldViolations violations)
    {
        MilestoneNames.Check("milestones", request.Name, violations);
        MilestoneNames.CheckNestedId('b', request.BlockerId, violations, "blocker_id");
        DateChecks.CheckKnown(request.ResolvedOn, violations, "resolved_on");
        EvidenceChecks.Check(request.Evidence, violations);
    }

    static Milestone Decide(ResolveBlockerRequest request, Transaction draft)
    {
        EventDates.Require(draft, (request.ResolvedOn, "resolved_on"));
        var milestone = draft.Edit<Milestone>(request.Name, request.Etag);
        var blocker = milestone.Blockers.FirstOrDefault(blocker => blocker.Id == request.BlockerId)
            ?? throw ApiException.NotFound($"{milestone.Name} blocker {request.BlockerId}");
        RequireResolvable(milestone, blocker, request.ResolvedOn);
        blocker.ResolvedOn = request.ResolvedOn;
        blocker.ResolutionEvidence = EvidenceChecks.Normalized(request.Evidence);
        blocker.Status = BlockerStatus.Resolved;
        draft.Put(milestone, MilestonesEvent.BlockerResolved);
        return milestone;
    }

    static void RequireResolvable(Milestone milestone, Blocker blocker, string resolvedOn)
    {
        if (blocker.ResolvesWhen is not null)
        {
            throw ApiException.RuleViolated("CRITERION_DECIDES", milestone.Name,
                $"Blocker {blocker.Id} of {milestone.Name} resolves by itself when its criterion is met. Record the facts that the criterion names.");
        }

        if (blocker.ResolutionEvidence is not null)
        {
            throw ApiException.RuleViolated("BLOCKER_RESOLVED", milestone.Name,
                $"Blocker {blocker.Id} of {milestone.Name} is resolved already. Open another one if something stands in the way again.");
        }

        if (PartialDate.ParseKnown(blocker.OpenedOn) is { } opened && PartialDate.ParseKnown(resolvedOn) is { } resolved && resolved.IsCertainlyBefore(opened))
        {
            throw ApiException.RuleViolated("RESOLVED_BEFORE_OPENED", milestone.Name,
                $"Blocker {blocker.Id} of {milestone.Name} cannot be resolved on {resolved}: it was opened on {opened}.");
        }
    }
}
