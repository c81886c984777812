using System.Globalization;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Transitions;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Rules.WhatIf;

/// <summary>Applies assumptions about the status of milestones and about resolved blockers.</summary>
static class MilestoneAssumptions
{
    public static void Put(MilestoneAssumption assumption, AssumedResources world, AssumptionPeriod span)
    {
        var name = assumption.Milestone;
        var wanted = assumption.Status == AssumedMilestoneStatus.Unspecified
            ? MilestoneStatus.Achieved
            : (MilestoneStatus)assumption.Status;
        if (world.Find<Milestone>(name) is not { } recorded)
        {
            return;
        }

        if (MilestoneTransitions.CriterionDecides(recorded))
        {
            // The result of the criterion is not known at this point, so record that the assumption takes precedence.
            world.AssumedStatuses[name] = (wanted, span.Text);
        }

        if (IsSo(recorded, wanted, span))
        {
            return;
        }

        var supposed = recorded.Clone();
        AsOfDate.Keep(
            supposed.Transitions, i => !span.IsBefore(supposed.Transitions[i].Date) && !span.IsBefore(supposed.Transitions[i].AttestedOn));
        supposed.Transitions.Add(new MilestoneTransition
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"t{recorded.Transitions.Count + 1}"),
            ToStatus = wanted,
            Date = span.Text,
            Evidence = AssumptionOverlay.Evidence(),
        });
        supposed.Status = wanted;
        supposed.AchievedOn = wanted == MilestoneStatus.Achieved ? span.Text : "";
        world.Put(supposed);
    }

    /// <summary>Resolves blockers. A blocker with a criterion no longer needs the criterion.</summary>
    public static void Put(BlockerAssumption assumption, AssumedResources world, AssumptionPeriod span)
    {
        if (world.Find<Milestone>(assumption.Milestone) is not { } recorded)
        {
            return;
        }

        var milestones = new ResolvedMilestones(world, span.Day);
        var supposed = recorded.Clone();
        foreach (var blocker in supposed.Blockers.Where(blocker => assumption.BlockerId.Length == 0 || blocker.Id == assumption.BlockerId)
            .Where(blocker => !IsResolved(blocker, milestones, span)))
        {
            blocker.ResolutionCriterion = null;
            blocker.ResolvedOn = span.Text;
            blocker.ResolutionEvidence = AssumptionOverlay.Evidence();
            blocker.Status = BlockerStatus.Resolved;
        }

        if (!supposed.Equals(recorded))
        {
            world.Put(supposed);
        }
    }

    static bool IsSo(Milestone recorded, MilestoneStatus wanted, AssumptionPeriod span)
    {
        if (MilestoneTransitions.CriterionDecides(recorded))
        {
            return recorded.Status == wanted;
        }

        var then = MilestonesAsOf.Of(recorded, new(span.On, PartialDateMode.Possible));
        var now = MilestonesAsOf.Of(recorded, new(span.Day, PartialDateMode.Possible));
        return then.Status == wanted && now.Status == wanted
            && now.Transitions.Count(move => !move.Retracted) == then.Transitions.Count(move => !move.Retracted);
    }

    static bool IsResolved(Blocker blocker, ResolvedMilestones milestones, AssumptionPeriod span) =>
        blocker.ResolutionCriterion is { } criterion
            ? milestones.StandingOf(criterion).Truth == Truth.True
            : blocker.ResolutionEvidence is not null && !span.IsBefore(blocker.ResolvedOn);
}
