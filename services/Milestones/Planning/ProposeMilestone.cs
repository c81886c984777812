using KosovoNato.Milestones.Blockers;
using KosovoNato.Milestones.Dependencies;

namespace KosovoNato.Milestones.Planning;

/// <summary>Proposes a milestone with all its data except its status, which follows from its transitions.</summary>
static class ProposeMilestone
{
    public static readonly CreateWrite<ProposeMilestoneRequest, Milestone> Write =
        new(MilestoneChecks.Check, Complete, MilestonesEventType.MilestoneProposed);

    static void Complete(Milestone milestone, Transaction draft)
    {
        DateChecks.RequireBegun(
            draft.Today, [.. milestone.Blockers.Select((blocker, i) => (blocker.OpenedOn, $"milestone.blockers[{i}].opened_on"))]);
        draft.Get<Track>(milestone.Track);
        milestone.Subject = DefaultSubject.OrDefault(milestone.Subject);
        Targets.Set(milestone, milestone.TargetOn);
        MilestoneChecks.Keep(milestone);
        Corrections.Keep([], milestone.Corrections, milestone.Name, draft.Context);
        OpenBlocker.Number(milestone.Blockers);
        foreach (var dependency in milestone.Dependencies)
        {
            DependencyChecks.RequireTarget(milestone, dependency, draft);
        }

        DependencyCycles.ThrowIfCyclic(milestone, draft);
        milestone.Status = MilestoneStatus.Proposed;
    }
}
