using KosovoNato.Rules.Criteria;

namespace KosovoNato.Rules.Outlooks;

/// <summary>
/// Computes all derived fields of a milestone: its status, the status of its blockers, and its outlook. A function of the day and of the
/// recorded facts.
/// </summary>
public static class MilestoneOutlookCalculator
{
    /// <summary>The milestone with its derived fields.</summary>
    public static Milestone Of(Milestone recorded, ResolvedMilestones milestones) => Derived(recorded, milestones) ?? recorded;

    /// <summary>The milestone with its derived fields; null if they have not changed.</summary>
    public static Milestone? Derived(Milestone recorded, ResolvedMilestones milestones) =>
        Derived(recorded, FieldsOf(recorded.Name, milestones));

    /// <summary>The milestone with these derived fields; null if it has them already.</summary>
    public static Milestone? Derived(Milestone recorded, DerivedFields fields)
    {
        if ((recorded.Status, recorded.AchievedOn) == (fields.Status, fields.AchievedOn)
            && fields.Outlook.Equals(recorded.Outlook)
            && recorded.Blockers.Select(blocker => (blocker.Status, blocker.ResolvedOn)).SequenceEqual(fields.Blockers))
        {
            return null;
        }

        var derived = recorded.Clone();
        (derived.Status, derived.AchievedOn, derived.Outlook) = (fields.Status, fields.AchievedOn, fields.Outlook);
        for (var i = 0; i < fields.Blockers.Count; i++)
        {
            (derived.Blockers[i].Status, derived.Blockers[i].ResolvedOn) = fields.Blockers[i];
        }

        return derived;
    }

    /// <summary>The derived fields of a milestone that is recorded.</summary>
    public static DerivedFields FieldsOf(string name, ResolvedMilestones milestones)
    {
        var staged = milestones.Find(name)!;
        var blockers = staged.Blockers.Select(blocker => BlockerResolution.Of(blocker, milestones)).ToList();
        return new(staged.Status, staged.AchievedOn, OutlookOf(staged, blockers, milestones), blockers);
    }

    static MilestoneOutlook OutlookOf(
        Milestone staged, List<(BlockerStatus Status, string ResolvedOn)> blockers, ResolvedMilestones milestones)
    {
        var outlook = new MilestoneOutlook
        {
            WaitingFor = { milestones.WaitingFor(staged) },
            OpenBlockerIds =
            {
                staged.Blockers.Where((blocker, i) => blocker.Severity == BlockerSeverity.Hard && blockers[i].Status == BlockerStatus.Open)
                    .Select(blocker => blocker.Id),
            },
            Criterion = staged.Criterion is { } criterion ? milestones.StandingOf(criterion) : null,
        };
        outlook.Readiness = ReadinessOf(staged, outlook, milestones);
        outlook.SuggestedStatus = SuggestedStatus(staged, outlook, milestones);
        return outlook;
    }

    static Readiness ReadinessOf(Milestone staged, MilestoneOutlook outlook, ResolvedMilestones milestones)
    {
        if (staged.Status == MilestoneStatus.Achieved)
        {
            return Readiness.Done;
        }

        if (outlook.OpenBlockerIds.Count > 0 || milestones.PreventedBy(staged).Count > 0)
        {
            return Readiness.Blocked;
        }

        if (outlook.WaitingFor.Count > 0)
        {
            return Readiness.Waiting;
        }

        return staged.Status is MilestoneStatus.Abandoned or MilestoneStatus.Missed or MilestoneStatus.Regressed
            ? Readiness.NotPursued
            : Readiness.Ready;
    }

    /// <summary>
    /// The status that a person could confirm. ACHIEVED is suggested even for a milestone that has to be started first, but not for an
    /// abandoned or missed milestone before it is planned again.
    /// </summary>
    static MilestoneStatus SuggestedStatus(Milestone staged, MilestoneOutlook outlook, ResolvedMilestones milestones)
    {
        if (staged.Kind != MilestoneKind.StandingCondition
            && outlook.Criterion?.Truth == Truth.True
            && staged.Status is MilestoneStatus.Proposed or MilestoneStatus.Planned or MilestoneStatus.InProgress
                or MilestoneStatus.Regressed)
        {
            return MilestoneStatus.Achieved;
        }

        var canBeMissed = staged is
        {
            Kind: MilestoneKind.Decision, TargetOn.Length: > 0,
            Status: MilestoneStatus.Planned or MilestoneStatus.InProgress
        };
        return canBeMissed && milestones.IsDecidedNegatively(staged) ? MilestoneStatus.Missed : MilestoneStatus.Unspecified;
    }
}
