using Google.Protobuf;
using KosovoNato.Kernel.Recomputation;
using KosovoNato.Rules.Transitions;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Rules.Criteria;

/// <summary>
/// The recorded facts, with each milestone in the status that follows from them on a day. Previously derived values are ignored: a
/// criterion may depend on other milestones, whose status is then resolved first. The same facts therefore give the same statuses, whatever
/// was stored and in whatever order it came. A status is computed when it is first needed.
/// </summary>
public sealed class ResolvedMilestones : ILayeredView
{
    readonly IResourceView recorded;
    readonly ComputedValues computed;
    readonly ComputedTable<string, Milestone?> staged;
    readonly HashSet<string> begun = new(StringComparer.Ordinal);
    // Cached, because many milestones and blockers wait for the same criterion.
    readonly ComputedTable<Criterion, CriterionResult> standings;
    readonly ComputedTable<Criterion, bool> metBefore;

    public ResolvedMilestones(IResourceView recorded, DateOnly day)
        : this(recorded, day, ComputedValues.OfConstantResources)
    {
    }

    /// <param name="computed">Keeps what is computed from the resources.</param>
    public ResolvedMilestones(IResourceView recorded, DateOnly day, ComputedValues computed)
    {
        (this.recorded, this.computed) = (recorded, computed);
        staged = new(computed, StringComparer.Ordinal, name => begun.Remove(name));
        (standings, metBefore) = (new(computed), new(computed));
        Facts = new FactBase(this, day, computed);
    }

    /// <summary>The facts on the day, with each milestone in its resolved status.</summary>
    public FactBase Facts { get; }

    IResourceView ILayeredView.Underlying => recorded;

    public T? Find<T>(string name) where T : class, IMessage<T>, new() =>
        typeof(T) == typeof(Milestone) ? (T?)(object?)Find(name) : recorded.Find<T>(name);

    public IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new() =>
        typeof(T) == typeof(Milestone)
            ? recorded.List<Milestone>(prefix).Select(milestone => (T)(object)Find(milestone.Name)!)
            : recorded.List<T>(prefix);

    /// <summary>All milestones as recorded, ordered by name.</summary>
    public IReadOnlyList<Milestone> Recorded() => [.. recorded.List<Milestone>()];

    /// <summary>
    /// A milestone in its resolved status, with derived fields of any time; null if there is none of this name, or while it is being
    /// resolved. No write lets a criterion
    /// depend on itself, but data from elsewhere that does must not keep the service from starting.
    /// </summary>
    public Milestone? Find(string name)
    {
        if (!begun.Contains(name))
        {
            ResolveInOrder(name);
        }

        if (!staged.TryGet(name, out var milestone))
        {
            computed.ReportCycle();
        }

        return milestone;
    }

    /// <summary>The result of a criterion. It is shared and must not be changed.</summary>
    public CriterionResult StandingOf(Criterion criterion) =>
        standings.Of(criterion, () => CriterionEvaluator.Evaluate(criterion, Facts));

    bool WasMetBefore(Criterion criterion) => metBefore.Of(criterion, () => CriterionEvaluator.WasMetBefore(criterion, Facts));

    /// <summary>The names of the required milestones that are not achieved, sorted.</summary>
    public IEnumerable<string> WaitingFor(Milestone milestone) =>
        milestone.Dependencies
            .Where(dependency => dependency.Kind == DependencyKind.Requires)
            .Select(dependency => dependency.Milestone)
            .Where(name => Find(name) is not { Status: MilestoneStatus.Achieved })
            .Order(StringComparer.Ordinal);

    /// <summary>The decisions that prevent the criterion from being met because organizations would not take them.</summary>
    public IReadOnlyList<ConsensusCondition> PreventedBy(Milestone milestone) =>
        milestone.Criterion is { } criterion
            ? PreventedDecisions.Preventing(criterion, fact => StandingOf(new Criterion { Consensus = fact }).Truth == Truth.False)
            : [];

    /// <summary>The codes of the states that block a decision, sorted; empty if a recorded outcome blocks it.</summary>
    public IEnumerable<string> BlockersOf(ConsensusCondition decision) =>
        PreventedDecisions.HasNegativeOutcome(decision, Facts) ? [] : StandingOf(new Criterion { Consensus = decision }).Missing;

    /// <summary>Whether recorded outcomes of organizations prevent the criterion from being met.</summary>
    public bool IsDecidedNegatively(Milestone milestone) =>
        milestone.Criterion is { } criterion && PreventedDecisions.Preventing(
            criterion, fact => PreventedDecisions.HasNegativeOutcome(fact, Facts)).Count > 0;

    /// <summary>Resolves a milestone after the milestones that its criterion names, recursively.</summary>
    void ResolveInOrder(string name) => DependencyOrder.Visit(
        name, begun,
        next => recorded.Find<Milestone>(next)?.Criterion is { } criterion ? CriterionReferences.Milestones(criterion) : [],
        next => staged.Of(next, () => recorded.Find<Milestone>(next) is { } milestone ? Stage(milestone) : null));

    Milestone Stage(Milestone milestone) => MilestoneTransitions.With(milestone, MilestoneTransitions.CriterionDecides(milestone)
        ? StandingConditions.StatusOf(
            milestone, StandingOf(milestone.Criterion), () => WasMetBefore(milestone.Criterion), Facts.Day, recorded)
        : MilestonesAsOf.RecordedStatus(milestone, Facts.Day));
}
