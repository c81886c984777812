using Google.Protobuf;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Transitions;
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

    /// <summary>
    /// The status that the criterion of a standing condition gives, and since when it is achieved. What is not known is not undone:
    /// then the status is that of the moves. An assumption wins, but a condition that is achieved anyway keeps its own day.
    /// </summary>
    public static (MilestoneStatus Status, string AchievedOn) StatusOf(
        Milestone condition, Standing standing, FactBase facts, IResourceView recorded)
    {
        if (AssumptionOverlay.AssumedStatus(recorded, condition.Name) is var (status, on)
            && (status != MilestoneStatus.Achieved || standing.Truth != Truth.True))
        {
            return (status, status == MilestoneStatus.Achieved ? on : "");
        }

        return standing.Truth switch
        {
            Truth.True => (MilestoneStatus.Achieved, standing.MetSince),
            Truth.False when CriterionEvaluator.WasMetBefore(condition.Criterion, facts) => (MilestoneStatus.Regressed, ""),
            _ => (MilestoneTransitions.RecordedStatus(condition), ""),
        };
    }

    sealed class StandingConditionView : ResourceOverlay
    {
        readonly FactBase facts;
        readonly Dictionary<string, Milestone> staged = new(StringComparer.Ordinal);
        readonly HashSet<string> begun = new(StringComparer.Ordinal);

        public StandingConditionView(IResourceView world, DateOnly day)
            : base(world) => facts = new FactBase(this, day);

        protected override IMessage Map(IMessage resource)
        {
            if (resource is not Milestone milestone || !MilestoneTransitions.CriterionDecides(milestone))
            {
                return resource;
            }

            if (!begun.Contains(milestone.Name))
            {
                DependencyOrder.Visit(milestone.Name, begun, ConditionsBefore, name => staged.TryAdd(name, Stage(name)));
            }

            // No write makes a criterion rest on itself; one that does is left as it is.
            return staged.GetValueOrDefault(milestone.Name, milestone);
        }

        /// <summary>The standing conditions that the criterion of one names.</summary>
        IEnumerable<string> ConditionsBefore(string name) =>
            CriterionReferences.Milestones(Underlying.Find<Milestone>(name)!.Criterion).Select(ResourceNames.Milestone)
                .Where(named => Underlying.Find<Milestone>(named) is { } other && MilestoneTransitions.CriterionDecides(other));

        Milestone Stage(string name)
        {
            var milestone = Underlying.Find<Milestone>(name)!;
            var standing = CriterionEvaluator.Evaluate(milestone.Criterion, facts);
            return MilestoneTransitions.With(milestone, StatusOf(milestone, standing, facts, Underlying));
        }
    }
}
