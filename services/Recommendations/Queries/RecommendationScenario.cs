using KosovoNato.Assumptions.V1;
using KosovoNato.Recommendations.Derivations;
using KosovoNato.Rules.WhatIf;
using KosovoNato.Storage;

namespace KosovoNato.Recommendations.Queries;

/// <summary>The facts behind a query: a snapshot with the assumptions applied, as of a day.</summary>
sealed class RecommendationScenario
{
    RecommendationScenario(ProgressTree tree, DateOnly day) => (Tree, Day) = (tree, day);

    public static RecommendationScenario Of(Snapshot known, IAssumingRequest request, DateOnly day) =>
        new(TreeOf(known, day, request.PartialDateMode, request.Assumptions), day)
        {
            Provenance = Provenance.Of(known),
            Baseline = request.Assumptions.Count == 0 ? null : Of(known, day, request.PartialDateMode),
        };

    public static RecommendationScenario Of(
        IResourceView known, DateOnly day, PartialDateMode reading, IReadOnlyList<Assumption>? assumptions = null) =>
        new(TreeOf(known, day, reading, assumptions ?? []), day);

    /// <summary>The recommendations as of the day, with their progress.</summary>
    public ProgressTree Tree { get; }

    public DateOnly Day { get; }

    /// <summary>The day as text, as in responses.</summary>
    public string AsOf => PartialDate.Of(Day).ToString();

    public Provenance Provenance { get; private init; } = new(new(), [], _ => 0);

    /// <summary>The scenario without assumptions; null if nothing is assumed.</summary>
    public RecommendationScenario? Baseline { get; private init; }

    static ProgressTree TreeOf(IResourceView known, DateOnly day, PartialDateMode reading, IReadOnlyList<Assumption> assumptions) =>
        ProgressTree.AsOf(assumptions.Count > 0 ? AssumptionOverlay.Apply(known, assumptions, day) : known, day, reading);
}
