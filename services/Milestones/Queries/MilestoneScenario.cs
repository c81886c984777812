using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Criteria.V1;
using KosovoNato.Explanations.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.Outlooks;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Rules.WhatIf;
using KosovoNato.Storage;

namespace KosovoNato.Milestones.Queries;

/// <summary>
/// The facts behind a query: the recorded resources as of a day, with the assumptions applied. Derived fields are cached. Not thread-safe.
/// </summary>
sealed class MilestoneScenario
{
    readonly IResourceView recorded;
    readonly Provenance provenance;
    readonly IReadOnlyList<Assumption> assumptions;
    readonly PartialDateMode reading;
    readonly Lazy<MilestoneScenario?> plain;
    SupportingFacts? bases;

    MilestoneScenario(
        IResourceView recorded, Provenance provenance, IReadOnlyList<Assumption> assumptions, DateOnly day, PartialDateMode reading,
        Lazy<MilestoneScenario?>? plain = null)
    {
        (this.recorded, this.provenance, this.assumptions, this.reading, Day) = (recorded, provenance, assumptions, reading, day);
        Resources = AssumptionOverlay.Apply(AsOfResources.View(recorded, day, reading), assumptions, day);
        Derived = new DerivedMilestones(Resources, day);
        this.plain = plain ?? new(() => assumptions.Count == 0 ? null : new MilestoneScenario(recorded, provenance, [], day, reading));
    }

    public static MilestoneScenario Of(Snapshot known, IAssumptionRequest request, DateOnly day)
    {
        AssumptionReferences.Check(request.Assumptions, known);
        return Of(known, Provenance.Of(known), request.Assumptions, day, request.PartialDateMode);
    }

    public static MilestoneScenario Of(
        IResourceView recorded, Provenance provenance, IReadOnlyList<Assumption> assumptions, DateOnly day, PartialDateMode reading) =>
        new(recorded, provenance, assumptions, day, reading == PartialDateMode.Unspecified ? PartialDateMode.Possible : reading);

    public DateOnly Day { get; }

    /// <summary>The day as text, as in responses.</summary>
    public string AsOf => PartialDate.Of(Day).ToString();

    public Revision Revision => provenance.Revision;

    public IReadOnlyList<UpstreamRevision> Followed => provenance.Followed;

    /// <summary>All resources as of the day. The fields that the service derives for milestones are as stored.</summary>
    public IResourceView Resources { get; }

    /// <summary>The recorded facts of all dates, including later dates.</summary>
    public IResourceView AllDates => recorded;

    /// <summary>The scenario without assumptions; null if there are none.</summary>
    public MilestoneScenario? Baseline => plain.Value;

    /// <summary>The milestones with their derived fields.</summary>
    public DerivedMilestones Derived { get; }

    /// <summary>All milestones with their derived fields, ordered by name.</summary>
    public IReadOnlyList<Milestone> Milestones => Derived.All;

    /// <summary>The same scenario with one more assumption that is not the caller's: the baseline stays the same.</summary>
    public MilestoneScenario With(Assumption assumption) => new(recorded, provenance, [.. assumptions, assumption], Day, reading, plain);

    public Milestone? Find(string name) => Derived.Find(name);

    public Milestone Get(string name) => Find(name) ?? throw Resources.NotFound<Milestone>(name);

    public Track Track(string name) => Resources.Get<Track>(name);

    /// <summary>Throws NOT_FOUND if the state is not recorded.</summary>
    public void RequireState(string code)
    {
        if (Resources.Find<State>(ResourceNames.State(code)) is null)
        {
            throw ApiException.NotFound(ResourceNames.State(code));
        }
    }

    /// <summary>The milestones of a track; throws NOT_FOUND if there is no such track.</summary>
    public IEnumerable<Milestone> OnTrack(string name)
    {
        Track(name);
        return Milestones.Where(milestone => milestone.Track == name);
    }

    /// <summary>The status of a state's recognition of Kosovo on the day; UNSPECIFIED if none is recorded.</summary>
    public RecognitionStatus RecognitionBy(string code) => Derived.Facts.StatusOf(code, DefaultSubject.Default);

    /// <summary>Whether the assumptions change the milestone.</summary>
    public bool IsChanged(Milestone milestone) => Baseline is { } other && DerivedMilestones.IsChanged(milestone, other.Derived);

    /// <summary>The supporting facts of responses.</summary>
    public SupportingFacts Bases => bases ??= new(
        Derived.Facts, provenance.RevisionOf, name => AssumptionOverlay.IsAssumed(Resources, name));

    /// <summary>
    /// The supporting facts of a milestone's status and readiness: those of the milestone, of the milestones that it requires, and of its
    /// criteria.
    /// </summary>
    public IEnumerable<SupportingFact> BasesOf(Milestone milestone)
    {
        IEnumerable<Criterion> facts =
        [
            Reached(milestone.Name),
            .. milestone.Dependencies.Where(dependency => dependency.Kind == DependencyKind.Requires)
                .Select(dependency => Reached(dependency.Milestone)),
            .. milestone.Blockers.Select(blocker => blocker.ResolutionCriterion).Prepend(milestone.Criterion).OfType<Criterion>(),
        ];
        return facts.SelectMany(Bases.Of).DistinctBy(basis => basis.Name);
    }

    /// <summary>The condition that a milestone is achieved.</summary>
    public static Criterion Reached(string milestone) => new() { Milestone = new() { Milestone = milestone } };
}
