using Google.Protobuf;
using KosovoNato.Rules.Transitions;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Rules.Criteria;

/// <summary>
/// Standing conditions with the status that their criteria give on a day, for a service that only mirrors them: the mirrored status is that
/// of the day on which their own service derived it.
/// </summary>
public static class StandingConditions
{
    /// <param name="world">The resources as of the day. The result is not thread-safe.</param>
    public static IResourceView On(IResourceView world, DateOnly day) => new StandingConditionView(world, day);

    /// <summary>
    /// The status that the criterion of a standing condition gives, and since when it is achieved. If the criterion is UNKNOWN, or FALSE
    /// and was never met, the transitions decide. An assumption takes precedence, but a condition that is achieved anyway keeps its own
    /// date.
    /// </summary>
    /// <param name="wasMetBefore">Whether the criterion, which is FALSE, was met on an earlier day.</param>
    public static (MilestoneStatus Status, string AchievedOn) StatusOf(
        Milestone condition, CriterionResult standing, Func<bool> wasMetBefore, DateOnly day, IResourceView recorded)
    {
        if (AssumedStatuses.Of(recorded, condition.Name) is var (status, on)
            && (status != MilestoneStatus.Achieved || standing.Truth != Truth.True))
        {
            return (status, status == MilestoneStatus.Achieved ? on : "");
        }

        return standing.Truth switch
        {
            Truth.True => (MilestoneStatus.Achieved, standing.MetSince),
            Truth.False when wasMetBefore() => (MilestoneStatus.Regressed, ""),
            _ => (MilestonesAsOf.RecordedStatus(condition, day).Status, ""),
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

            // No write lets a criterion depend on itself. A milestone whose criterion does is left unchanged.
            return staged.GetValueOrDefault(milestone.Name, milestone);
        }

        /// <summary>The standing conditions that the criterion of a standing condition names.</summary>
        IEnumerable<string> ConditionsBefore(string name) =>
            CriterionReferences.Milestones(Underlying.Find<Milestone>(name)!.Criterion)
                .Where(named => Underlying.Find<Milestone>(named) is { } other && MilestoneTransitions.CriterionDecides(other));

        Milestone Stage(string name)
        {
            var milestone = Underlying.Find<Milestone>(name)!;
            var standing = CriterionEvaluator.Evaluate(milestone.Criterion, facts);
            return MilestoneTransitions.With(milestone, StatusOf(
                milestone, standing, () => CriterionEvaluator.WasMetBefore(milestone.Criterion, facts), facts.Day, Underlying));
        }
    }
}
