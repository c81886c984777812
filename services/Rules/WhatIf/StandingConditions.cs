using Google.Protobuf;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Rules.WhatIf;

/// <summary>
/// Standing conditions at the stage that their criteria give on a day, for a service that has only copies of them: those are of
/// the day on which their own service computed them.
/// </summary>
public static class StandingConditions
{
    /// <param name="world">The resources as they were on the day; for one thread.</param>
    public static IResourceView On(IResourceView world, DateOnly day) => new StandingConditionView(world, day);

    sealed class StandingConditionView : ResourceOverlay
    {
        readonly FactBase facts;
        readonly Dictionary<string, Milestone> staged = new(StringComparer.Ordinal);
        readonly HashSet<string> begun = new(StringComparer.Ordinal);

        public StandingConditionView(IResourceView world, DateOnly day)
            : base(world) => facts = new FactBase(this, day);

        protected override IMessage Map(IMessage resource)
        {
            if (resource is not Milestone { Kind: MilestoneKind.StandingCondition, Criterion: not null } milestone)
            {
                return resource;
            }

            if (!begun.Contains(milestone.Name))
            {
                StageInOrder(milestone);
            }

            // No write makes a criterion rest on itself; one that does is left as it is.
            return staged.GetValueOrDefault(milestone.Name, milestone);
        }

        /// <summary>After those that its criterion names. Not by recursion: a chain of criteria can be longer than a stack is deep.</summary>
        void StageInOrder(Milestone first)
        {
            var open = new Stack<Milestone>([first]);
            while (open.TryPeek(out var next))
            {
                if (begun.Add(next.Name))
                {
                    foreach (var named in CriterionReferences.Milestones(next.Criterion).Select(ResourceNames.Milestone).Where(name => !begun.Contains(name)))
                    {
                        if (Underlying.Find<Milestone>(named) is { Kind: MilestoneKind.StandingCondition, Criterion: not null } other)
                        {
                            open.Push(other);
                        }
                    }

                    if (open.Peek() != next)
                    {
                        continue;
                    }
                }

                open.Pop();
                staged.TryAdd(next.Name, Stage(next));
            }
        }

        Milestone Stage(Milestone milestone)
        {
            var (status, achievedOn) = ByCriterion(milestone);
            if (AssumptionOverlay.AssumedStatus(Underlying, milestone.Name) is { } supposed && supposed.Status != status)
            {
                (status, achievedOn) = (supposed.Status, supposed.Status == MilestoneStatus.Achieved ? supposed.On : "");
            }

            if (milestone.Status == status && milestone.AchievedOn == achievedOn)
            {
                return milestone;
            }

            var then = milestone.Clone();
            (then.Status, then.AchievedOn) = (status, achievedOn);
            return then;
        }

        /// <summary>What is not known is not undone: then the stage is that of the moves.</summary>
        (MilestoneStatus Status, string AchievedOn) ByCriterion(Milestone milestone)
        {
            var standing = CriterionEvaluator.Evaluate(milestone.Criterion, facts);
            return standing.Truth switch
            {
                Truth.True => (MilestoneStatus.Achieved, standing.MetSince),
                Truth.False when CriterionEvaluator.WasMetBefore(milestone.Criterion, facts) => (MilestoneStatus.Regressed, ""),
                _ => (milestone.Moves.LastOrDefault(move => !move.Retracted)?.To ?? MilestoneStatus.Proposed, ""),
            };
        }
    }
}
