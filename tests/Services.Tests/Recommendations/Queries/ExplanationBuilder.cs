using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Recommendations.Queries;
using KosovoNato.Recommendations.V1;
using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.WhatIf;

namespace KosovoNato.Services.Tests.Recommendations.Queries;

/// <summary>Builds explanations of in-memory resources.</summary>
static class ExplanationBuilder
{
    public static readonly DateOnly Day = new(2025, 12, 23);

    /// <param name="assumptions">The assumptions; none by default.</param>
    public static ProgressExplanation Of(
        string id, IResourceView resources, IReadOnlyList<Assumption>? assumptions = null, DateOnly? day = null)
    {
        var world = WorldOf(resources, assumptions, day);
        var bases = new SupportingFacts(
            world.Tree.Facts, name => name.Length, name => AssumptionOverlay.IsAssumed(world.Tree.Facts.Resources, name));
        return new ProgressExplainer(world, assumptions is null ? null : WorldOf(resources, day: day), bases).Of(
            world.Tree.Find($"recommendations/{id}")!);
    }

    public static RecommendationScenario WorldOf(
        IResourceView resources, IReadOnlyList<Assumption>? assumptions = null, DateOnly? day = null) =>
        RecommendationScenario.Of(resources, day ?? Day, PartialDateMode.Possible, assumptions);

    public static Assumption Recognizing(string code) => new() { Recognition = new() { Recognizer = code } };

    /// <summary>The explanation and all its descendants.</summary>
    public static IReadOnlyList<ProgressExplanation> Flat(this ProgressExplanation top)
    {
        List<ProgressExplanation> all = [top];
        for (var i = 0; i < all.Count; i++)
        {
            all.AddRange(all[i].Children);
        }

        return all;
    }
}
