using System.Globalization;
using Google.Protobuf.Collections;
using KosovoNato.Milestones.Dependencies;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Milestones.Blockers;

/// <summary>Opens a blocker of a milestone.</summary>
static class OpenBlocker
{
    public static readonly EditWrite<OpenBlockerRequest, Milestone> Write = new(Check, Change, MilestonesEventType.BlockerOpened);

    /// <summary>Assigns IDs to blockers and normalizes them for storage. Blockers are never removed, so numbers are never reused.</summary>
    public static void Number(RepeatedField<Blocker> blockers)
    {
        for (var i = 0; i < blockers.Count; i++)
        {
            Keep(blockers[i], i + 1);
        }
    }

    static void Check(OpenBlockerRequest request, FieldViolations violations)
    {
        NameChecks.Check("milestones", request.Name, violations);
        ValueChecks.CheckRequired(request.Blocker, violations, "blocker", BlockerChecks.Check);
    }

    static void Change(OpenBlockerRequest request, Milestone milestone, Transaction draft)
    {
        DateChecks.RequireBegun(draft.Today, (request.Blocker.OpenedOn, "blocker.opened_on"));
        Capacity.Require(milestone.Blockers.Count, BlockerChecks.MaxBlockers, milestone.Name, "blockers");
        var blocker = request.Blocker.Clone();
        Keep(blocker, milestone.Blockers.Count + 1);
        milestone.Blockers.Add(blocker);
        DependencyCycles.ThrowIfCyclic(milestone, draft);
    }

    static void Keep(Blocker blocker, int number)
    {
        blocker.Id = string.Create(CultureInfo.InvariantCulture, $"b{number}");
        blocker.Origin = StateCodes.Canonical(blocker.Origin);
        blocker.Severity = blocker.Severity == BlockerSeverity.Unspecified ? BlockerSeverity.Hard : blocker.Severity;
        blocker.Evidence = EvidenceChecks.Normalized(blocker.Evidence);
        blocker.ResolutionCriterion = blocker.ResolutionCriterion is { } criterion ? CriterionChecks.Kept(criterion) : null;
        // Open until the derivation that follows decides otherwise, so that a resolution is an event of its own.
        blocker.Status = BlockerStatus.Open;
    }
}
