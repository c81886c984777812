using Google.Protobuf.Collections;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Milestones.Blockers;

/// <summary>What a blocker must be like when it is opened.</summary>
static class BlockerChecks
{
    public const int MaxBlockers = 100;

    public static void CheckAll(RepeatedField<Blocker> blockers, FieldViolations violations)
    {
        ValueChecks.CheckCount(blockers.Count, MaxBlockers, violations, "blockers");
        for (var i = 0; i < Math.Min(blockers.Count, MaxBlockers); i++)
        {
            Check(blockers[i], violations.At($"blockers[{i}]"));
        }
    }

    public static void Check(Blocker blocker, FieldViolations violations)
    {
        ValueChecks.CheckListed(blocker.Type, violations, "type");
        if (blocker.Ref.Length > 0)
        {
            MilestoneNames.CheckId(blocker.Ref, violations, "ref");
        }

        violations.Require(Enum.IsDefined(blocker.Severity), "severity", $"must be unset or one of {string.Join(", ", EnumNames.All<BlockerSeverity>())}");
        ValueChecks.CheckText(blocker.Description, 500, violations, "description");
        DateChecks.CheckKnown(blocker.OpenedOn, violations, "opened_on");
        if (blocker.ResolvesWhen is { } criterion)
        {
            CriterionChecks.Check(criterion, violations, "resolves_when");
        }

        EvidenceChecks.Check(blocker.Evidence, violations);
        RequireUnset(blocker.Id.Length == 0, "id");
        RequireUnset(blocker.ResolvedOn.Length == 0, "resolved_on");
        RequireUnset(blocker.ResolutionEvidence is null, "resolution_evidence");
        RequireUnset(blocker.Status == BlockerStatus.Unspecified, "status");

        void RequireUnset(bool isUnset, string field) =>
            violations.Require(isUnset, field, "must be empty: the service sets it. A blocker is opened first and resolved by a write of its own");
    }
}
