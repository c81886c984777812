using KosovoNato.Assumptions.V1;
using KosovoNato.Recommendations.Derivations;
using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.Outlooks;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Rules.WhatIf;
using KosovoNato.Storage;

namespace KosovoNato.Recommendations.Queries;

/// <summary>The facts behind a query: a snapshot as of a day, with the assumptions applied. Not thread-safe.</summary>
sealed class RecommendationScenario
{
    readonly Lazy<DerivedMilestones> milestones;

    /// <param name="dated">All resources as of the day, with the assumptions.</param>
    RecommendationScenario(IResourceView dated, DateOnly day)
    {
        (Tree, Day) = (ProgressTree.Of(dated, day), day);
        milestones = new(() => new DerivedMilestones(dated, day));
    }

    public static RecommendationScenario Of(Snapshot known, IAssumptionRequest request, DateOnly day)
    {
        AssumptionReferences.Check(request.Assumptions, known);
        return new(Dated(known, day, request.PartialDateMode, request.Assumptions), day)
        {
            Provenance = Provenance.Of(known),
            Baseline = request.Assumptions.Count == 0 ? null : Of(known, day, request.PartialDateMode),
        };
    }

    public static RecommendationScenario Of(
        IResourceView known, DateOnly day, PartialDateMode reading, IReadOnlyList<Assumption>? assumptions = null) =>
        new(Dated(known, day, reading, assumptions ?? []), day)
        {
            Baseline = assumptions is { Count: > 0 } ? Of(known, day, reading) : null,
        };

    /// <summary>The recommendations as of the day, with their progress.</summary>
    public ProgressTree Tree { get; }

    /// <summary>The milestones as of the day, with the fields that the milestone service derives from the same facts.</summary>
    public DerivedMilestones Milestones => milestones.Value;

    public DateOnly Day { get; }

    /// <summary>The day as text, as in responses.</summary>
    public string AsOf => PartialDate.Of(Day).ToString();

    public Provenance Provenance { get; private init; } = new(new(), [], _ => 0);

    /// <summary>The supporting facts of a response.</summary>
    public SupportingFacts Bases => new(Tree.Facts, Provenance.RevisionOf, IsAssumed);

    /// <summary>The scenario without assumptions; null if nothing is assumed.</summary>
    public RecommendationScenario? Baseline { get; private init; }

    public bool IsAssumed(string name) => AssumptionOverlay.IsAssumed(Tree.Facts.Resources, name);

    static IResourceView Dated(IResourceView known, DateOnly day, PartialDateMode reading, IReadOnlyList<Assumption> assumptions) =>
        AssumptionOverlay.Apply(AsOfResources.View(known, day, reading), assumptions, day);
}
