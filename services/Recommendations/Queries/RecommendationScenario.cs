using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Recommendations.Derivations;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Rules.WhatIf;

namespace KosovoNato.Recommendations.Queries;

/// <summary>What was so on a day, as far as it was known, and if something is assumed, with that on top.</summary>
sealed class RecommendationScenario
{
    RecommendationScenario(IResourceView resources, DateOnly day) => (Tree, Day) = (new(resources, day), day);

    /// <summary>The recommendations as they were on the day, and how far each was.</summary>
    public ProgressTree Tree { get; }

    public DateOnly Day { get; }

    public static RecommendationScenario Of(IResourceView known, DateOnly day, DateReading reading, IReadOnlyList<Assumption>? assumptions = null)
    {
        var supposed = assumptions is { Count: > 0 } ? AssumptionOverlay.Apply(known, assumptions, day) : known;
        return new(StandingConditions.On(AsOfResources.View(supposed, day, reading), day), day);
    }
}
