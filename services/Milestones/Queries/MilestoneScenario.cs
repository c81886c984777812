using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Criteria.V1;
using KosovoNato.Explanations.V1;
using KosovoNato.Milestones.Derivations;
using KosovoNato.Recognitions.V1;
using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Rules.WhatIf;
using KosovoNato.Storage;

namespace KosovoNato.Milestones.Queries;

/// <summary>
/// The world that a question is about: what was recorded, with what is supposed, as it was on a day. What was derived is
/// remembered; for one thread.
/// </summary>
sealed class MilestoneScenario
{
    readonly IResourceView recorded;
    readonly Provenance provenance;
    readonly IReadOnlyList<Assumption> assumptions;
    readonly DateReading reading;
    readonly ResolvedMilestones staged;
    readonly Dictionary<string, Milestone?> derived = new(StringComparer.Ordinal);
    readonly Lazy<MilestoneScenario?> plain;
    IReadOnlyList<Milestone>? milestones;
    SupportingFacts? bases;

    MilestoneScenario(
        IResourceView recorded, Provenance provenance, IReadOnlyList<Assumption> assumptions, DateOnly day, DateReading reading,
        Lazy<MilestoneScenario?>? plain = null)
    {
        (this.recorded, this.provenance, this.assumptions, this.reading, Day) = (recorded, provenance, assumptions, reading, day);
        AllDates = assumptions.Count == 0 ? recorded : AssumptionOverlay.Apply(recorded, assumptions, day);
        Resources = AsOfResources.View(AllDates, day, reading);
        staged = new ResolvedMilestones(Resources, day);
        this.plain = plain ?? new(() => assumptions.Count == 0 ? null : new MilestoneScenario(recorded, provenance, [], day, reading));
    }

    public static MilestoneScenario Of(Snapshot known, IAssumingRequest request, DateOnly day) =>
        Of(known, Provenance.Of(known), request.Assumptions, day, request.DateReading);

    public static MilestoneScenario Of(
        IResourceView recorded, Provenance provenance, IReadOnlyList<Assumption> assumptions, DateOnly day, DateReading reading) =>
        new(recorded, provenance, assumptions, day, reading == DateReading.Unspecified ? DateReading.Possible : reading);

    public DateOnly Day { get; }

    /// <summary>The day, as answers say it.</summary>
    public string AsOf => PartialDate.Of(Day).ToString();

    public Revision Revision => provenance.Revision;

    public IReadOnlyList<Followed> Followed => provenance.Followed;

    /// <summary>All of it as it was on the day, but for milestones as they are recorded.</summary>
    public IResourceView Resources { get; }

    /// <summary>What is recorded and supposed, also of later days.</summary>
    public IResourceView AllDates { get; }

    /// <summary>The world without what is supposed; none if nothing is.</summary>
    public MilestoneScenario? Baseline => plain.Value;

    /// <summary>All milestones with their derived fields, in the order of names.</summary>
    public IReadOnlyList<Milestone> Milestones =>
        milestones ??= [.. staged.Recorded().Select(milestone => Derived(milestone.Name)).OfType<Milestone>()];

    /// <summary>The same world with one more assumption, which nobody asked for: what it is without assumptions stays the same.</summary>
    public MilestoneScenario With(Assumption assumption) => new(recorded, provenance, [.. assumptions, assumption], Day, reading, plain);

    public Milestone? Find(string id) => Derived(ResourceNames.Milestone(id));

    public Milestone Get(string id) => Find(id) ?? throw ApiException.NotFound(ResourceNames.Milestone(id));

    public Track Track(string id) => Resources.Find<Track>(ResourceNames.Track(id)) ?? throw ApiException.NotFound(ResourceNames.Track(id));

    /// <summary>The milestones of a track; refuses if there is no such track.</summary>
    public IEnumerable<Milestone> OnTrack(string id)
    {
        Track(id);
        return Milestones.Where(milestone => milestone.Track == id);
    }

    /// <summary>Says whether the target has passed on every reading of its date, and the milestone is not achieved.</summary>
    public bool IsOverdue(Milestone milestone) =>
        milestone.Status != MilestoneStatus.Achieved && PartialDate.ParseKnown(milestone.TargetOn)?.Last < Day;

    /// <summary>The status on the day of the recognition of Kosovo by a state; UNSPECIFIED if there is no record.</summary>
    public RecognitionStatus RecognitionBy(string code) => staged.Facts.StatusOf(code, DefaultSubject.Default);

    /// <summary>Says whether what is supposed makes the milestone other than it is.</summary>
    public bool IsChanged(Milestone milestone) =>
        Baseline?.Find(ResourceNames.Id(milestone.Name)) is { } other
        && !((milestone.Status, milestone.AchievedOn) == (other.Status, other.AchievedOn)
            && milestone.Outlook.Equals(other.Outlook)
            && milestone.Blockers.Select(StateOf).SequenceEqual(other.Blockers.Select(StateOf)));

    /// <summary>The decisions that a milestone needs and that organizations would not take, with those who stand in the way.</summary>
    public IEnumerable<PreventedDecision> PreventedBy(Milestone milestone) =>
        staged.PreventedBy(milestone).Select(decision => new PreventedDecision
        {
            Organization = decision.Organization,
            Decision = decision.Decision,
            Subject = DefaultSubject.OrDefault(decision.Subject),
            Blockers = { staged.BlockersOf(decision) },
        });

    /// <summary>A smallest set of facts that would meet the criterion of a milestone; none if it has none or it is met.</summary>
    public IReadOnlyList<Assumption> SmallestChange(Milestone milestone) =>
        milestone.Criterion is { } criterion && milestone.Outlook.Criterion.Truth != Truth.True
            ? Rules.Search.SmallestCriterionChange.Of(criterion, staged.Facts, conditionsFollow: true)
            : [];

    /// <summary>What answers rest on.</summary>
    public SupportingFacts Bases => bases ??= new(
        staged.Facts, provenance.RevisionOf, name => AssumptionOverlay.IsAssumed(Resources, name));

    /// <summary>What a milestone's stage and readiness rest on: itself, what it requires, and what its criteria name.</summary>
    public IEnumerable<Basis> BasesOf(Milestone milestone)
    {
        IEnumerable<Criterion> facts =
        [
            Reached(ResourceNames.Id(milestone.Name)),
            .. milestone.Dependencies.Where(dependency => dependency.Link == DependencyLink.Requires)
                .Select(dependency => Reached(dependency.Milestone)),
            .. milestone.Blockers.Select(blocker => blocker.ResolvesWhen).Prepend(milestone.Criterion).OfType<Criterion>(),
        ];
        return facts.SelectMany(Bases.Of).DistinctBy(basis => basis.Name);
    }

    /// <summary>The milestone with its derived fields. One that is only supposed, of which nothing else is known, is none.</summary>
    Milestone? Derived(string name)
    {
        if (!derived.TryGetValue(name, out var milestone))
        {
            milestone = Resources.Find<Milestone>(name) is { Track.Length: > 0 } found
                ? MilestoneOutlookDerivation.Of(found, staged)
                : null;
            derived.Add(name, milestone);
        }

        return milestone;
    }

    /// <summary>The stage of a milestone, as a fact.</summary>
    public static Criterion Reached(string milestone) => new() { Milestone = new() { Milestone = milestone } };

    static (BlockerStatus, string) StateOf(Blocker blocker) => (blocker.Status, blocker.ResolvedOn);
}
