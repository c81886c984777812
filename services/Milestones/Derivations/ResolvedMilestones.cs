using Google.Protobuf;
using KosovoNato.Criteria.V1;
using KosovoNato.Kernel;
using KosovoNato.Rules.Criteria;
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
            .Where(id => Find(MilestoneNames.Milestone(id)) is not { Status: MilestoneStatus.Achieved })
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
        milestone.Criterion is { } criterion && PreventedDecisions.Preventing(criterion, fact => PreventedDecisions.HasNegativeOutcome(fact, Facts)).Count > 0;

    /// <summary>
    /// Stages a milestone after those that its criterion names, and those after theirs. Not by recursion: a chain of criteria can
    /// be longer than a stack is deep.
    /// </summary>
    void ResolveInOrder(string name)
    {
        var open = new Stack<string>([name]);
        while (open.TryPeek(out var next))
        {
            var milestone = read.GetValueOrDefault(next) ?? recorded.Find<Milestone>(next);
            if (begun.Add(next) && milestone?.Criterion is { } criterion)
            {
                foreach (var named in CriterionReferences.Milestones(criterion).Select(MilestoneNames.Milestone).Where(named => !begun.Contains(named)))
                {
                    open.Push(named);
                }

                if (open.Peek() != next)
                {
                    continue;
                }
            }

            open.Pop();
            if (!staged.ContainsKey(next))
            {
                staged.Add(next, milestone is null ? null : Stage(milestone));
            }
        }
    }

    Milestone Stage(Milestone milestone)
    {
        var (status, achievedOn) = MilestoneTransitions.CriterionDecides(milestone) ? FromAssumption(milestone) ?? ByCriterion(milestone) : ByMoves(milestone);
        if (milestone.Status == status && milestone.AchievedOn == achievedOn)
        {
            return milestone;
        }

        var staged = milestone.Clone();
        (staged.Status, staged.AchievedOn) = (status, achievedOn);
        return staged;
    }

    static (MilestoneStatus Status, string AchievedOn) ByMoves(Milestone milestone) =>
        (MilestoneTransitions.RecordedStatus(milestone), MilestoneTransitions.Last(milestone) is { To: MilestoneStatus.Achieved } move ? move.On : "");

    /// <summary>What is supposed of a stage wins over the criterion. One that is supposed to be achieved and is so has its own day.</summary>
    (MilestoneStatus Status, string AchievedOn)? FromAssumption(Milestone milestone)
    {
        if (AssumptionOverlay.AssumedStatus(recorded, milestone.Name) is not { } supposed)
        {
            return null;
        }

        var isAchieved = supposed.Status == MilestoneStatus.Achieved;
        return isAchieved && StandingOf(milestone.Criterion).Truth == Truth.True ? null : (supposed.Status, isAchieved ? supposed.On : "");
    }

    /// <summary>What is not known is not undone: then the stage is as recorded.</summary>
    (MilestoneStatus Status, string AchievedOn) ByCriterion(Milestone milestone)
    {
        var standing = StandingOf(milestone.Criterion);
        return standing.Truth switch
        {
            Truth.True => (MilestoneStatus.Achieved, standing.MetSince),
            Truth.False when CriterionEvaluator.WasMetBefore(milestone.Criterion, Facts) => (MilestoneStatus.Regressed, ""),
            _ => (MilestoneTransitions.RecordedStatus(milestone), ""),
        };
    }
}
