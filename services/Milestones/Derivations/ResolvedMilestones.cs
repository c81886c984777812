using Google.Protobuf;
using KosovoNato.Criteria.V1;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Transitions;
using KosovoNato.Rules.WhatIf;

namespace KosovoNato.Milestones.Derivations;

/// <summary>
/// The recorded facts, with each milestone at the stage that follows from them on a day. What was computed before is not looked
/// at: a criterion may rest on other milestones, and those get their stage first. So the same facts give the same stages,
/// whatever was stored and in whatever order it came. Stages are computed when they are asked for.
/// </summary>
sealed class ResolvedMilestones : IResourceView
{
    readonly IResourceView recorded;
    readonly Dictionary<string, Milestone> read = new(StringComparer.Ordinal);
    readonly Dictionary<string, Milestone?> staged = new(StringComparer.Ordinal);
    readonly HashSet<string> begun = new(StringComparer.Ordinal);
    // Blockers of many milestones wait for the same state.
    readonly Dictionary<Criterion, Standing> standings = [];

    public ResolvedMilestones(IResourceView recorded, DateOnly day)
    {
        this.recorded = recorded;
        Facts = new FactBase(this, day);
    }

    /// <summary>The facts of the day, with each milestone at its stage.</summary>
    public FactBase Facts { get; }

    public T? Find<T>(string name) where T : class, IMessage<T>, new() =>
        typeof(T) == typeof(Milestone) ? (T?)(object?)Find(name) : recorded.Find<T>(name);

    public IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new() =>
        typeof(T) == typeof(Milestone)
            ? recorded.List<Milestone>(prefix).Select(milestone => (T)(object)Find(milestone.Name)!)
            : recorded.List<T>(prefix);

    /// <summary>All milestones as they are recorded, in the order of names.</summary>
    public IReadOnlyList<Milestone> Recorded()
    {
        List<Milestone> all = [.. recorded.List<Milestone>()];
        foreach (var milestone in all)
        {
            read[milestone.Name] = milestone;
        }

        return all;
    }

    /// <summary>
    /// A milestone at its stage; none if there is none of this name. None as well while it is being staged: no write makes a
    /// criterion rest on itself, but one from elsewhere that does must not keep the service from starting.
    /// </summary>
    public Milestone? Find(string name)
    {
        if (!begun.Contains(name))
        {
            ResolveInOrder(name);
        }

        return staged.GetValueOrDefault(name);
    }

    /// <summary>How far a criterion is met. The answer is shared: never change it.</summary>
    public Standing StandingOf(Criterion criterion)
    {
        if (!standings.TryGetValue(criterion, out var standing))
        {
            standing = CriterionEvaluator.Evaluate(criterion, Facts);
            standings.Add(criterion, standing);
        }

        return standing;
    }

    /// <summary>The ids of the required milestones that are not achieved, sorted.</summary>
    public IEnumerable<string> WaitingFor(Milestone milestone) =>
        milestone.Dependencies
            .Where(dependency => dependency.Link == DependencyLink.Requires)
            .Select(dependency => dependency.Milestone)
            .Where(id => Find(ResourceNames.Milestone(id)) is not { Status: MilestoneStatus.Achieved })
            .Order(StringComparer.Ordinal);

    /// <summary>The decisions because of which the criterion cannot be met: organizations would not take them.</summary>
    public IReadOnlyList<ConsensusFact> PreventedBy(Milestone milestone) =>
        milestone.Criterion is { } criterion
            ? PreventedDecisions.Preventing(criterion, fact => StandingOf(new Criterion { Consensus = fact }).Truth == Truth.False)
            : [];

    /// <summary>The codes of those who stand in the way of a decision, sorted; none if a recorded outcome does.</summary>
    public IEnumerable<string> BlockersOf(ConsensusFact decision) =>
        PreventedDecisions.HasNegativeOutcome(decision, Facts) ? [] : StandingOf(new Criterion { Consensus = decision }).Missing;

    /// <summary>Says whether the criterion cannot be met because organizations have decided otherwise, by a recorded outcome.</summary>
    public bool IsDecidedNegatively(Milestone milestone) =>
        milestone.Criterion is { } criterion && PreventedDecisions.Preventing(
            criterion, fact => PreventedDecisions.HasNegativeOutcome(fact, Facts)).Count > 0;

    /// <summary>Resolves a milestone after those that its criterion names, and those after theirs.</summary>
    void ResolveInOrder(string name) => DependencyOrder.Visit(
        name, begun,
        next => Read(next)?.Criterion is { } criterion ? CriterionReferences.Milestones(criterion).Select(ResourceNames.Milestone) : [],
        next => staged.TryAdd(next, Read(next) is { } milestone ? Stage(milestone) : null));

    Milestone? Read(string name) => read.GetValueOrDefault(name) ?? recorded.Find<Milestone>(name);

    Milestone Stage(Milestone milestone) => MilestoneTransitions.With(milestone, MilestoneTransitions.CriterionDecides(milestone)
        ? StandingConditions.StatusOf(milestone, StandingOf(milestone.Criterion), Facts, recorded)
        : MilestoneTransitions.Recorded(milestone));
}
