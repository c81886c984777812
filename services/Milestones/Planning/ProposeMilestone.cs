using KosovoNato.Milestones.Blockers;
using KosovoNato.Milestones.Dependencies;

namespace KosovoNato.Milestones.Planning;

/// <summary>Proposes a milestone, with all that is known of it but how far it is: that its moves say.</summary>
static class ProposeMilestone
{
    public static readonly Write<ProposeMilestoneRequest, Milestone> Write = new(Check, Decide);

    static void Check(ProposeMilestoneRequest request, FieldViolations violations)
    {
        if (request.Milestone is not { } milestone)
        {
            violations.Add("milestone", "is required: it holds the name and the values");
            return;
        }

        var at = violations.At("milestone");
        MilestoneChecks.Check(milestone, FieldSelection.All, at);
        MilestoneChecks.CheckProposed(milestone, at);
    }

    static Milestone Decide(ProposeMilestoneRequest request, Transaction draft)
    {
        var milestone = request.Milestone.Clone();
        EventDates.Require(draft, [.. milestone.Blockers.Select((blocker, i) => (blocker.OpenedOn, $"milestone.blockers[{i}].opened_on"))]);
        draft.RequireNew<Milestone>(milestone.Name);
        draft.Get<Track>(MilestoneNames.Track(milestone.Track));
        milestone.Subject = DefaultSubject.OrDefault(milestone.Subject);
        Targets.Set(milestone, milestone.TargetOn);
        MilestoneChecks.Keep(milestone);
        Corrections.Keep([], milestone.Corrections, milestone.Name, draft);
        OpenBlocker.Number(milestone.Blockers);
        foreach (var dependency in milestone.Dependencies)
        {
            DependencyChecks.RequireTarget(milestone, dependency, draft);
        }

        DependencyCycles.ThrowIfCyclic(milestone, draft);
        milestone.Status = MilestoneStatus.Proposed;
        draft.Put(milestone, MilestonesEvent.MilestoneProposed);
        return milestone;
    }
}
