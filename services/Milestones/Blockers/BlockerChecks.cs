using KosovoNato.Rules.Criteria;

namespace KosovoNato.Milestones.Blockers;

/// <summary>Validation rules for a blocker when it is opened.</summary>
static class BlockerChecks
{
    public const int MaxBlockers = 100;

    public static void Check(Blocker blocker, FieldViolations at)
    {
        ValueChecks.CheckListed(blocker.Kind, at, "kind");
        if (blocker.Origin.Length > 0)
        {
            NameChecks.CheckStateOrOrganization(blocker.Origin, at, "origin");
        }

        ValueChecks.CheckOptional(blocker.Severity, at, "severity");
        ValueChecks.CheckText(blocker.Description, 500, at, "description");
        DateChecks.CheckKnown(blocker.OpenedOn, at, "opened_on");
        CriterionChecks.CheckOptional(blocker.ResolutionCriterion, at, "resolution_criterion");
        EvidenceChecks.Check(blocker.Evidence, at);
        RequireUnset(blocker.Id.Length == 0, "id");
        RequireUnset(blocker.ResolvedOn.Length == 0, "resolved_on");
        RequireUnset(blocker.ResolutionEvidence is null, "resolution_evidence");
        RequireUnset(blocker.Status == BlockerStatus.Unspecified, "status");

        void RequireUnset(bool isUnset, string field) =>
            at.Require(isUnset, field, "must be empty: the service sets it. Another write resolves a blocker");
    }
}
