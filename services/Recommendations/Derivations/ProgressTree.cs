using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Rules.WhatIf;

namespace KosovoNato.Recommendations.Derivations;

/// <summary>
/// Recommendations, what they are parts of, and how far each is by the facts of a day. Parts are measured before what they are
/// parts of, each once, and only when somebody asks. For one thread.
/// </summary>
sealed class ProgressTree
{
    const string NoParent = "";

    readonly ILookup<string, Recommendation> parts;
    readonly Dictionary<string, Progress> measured = new(StringComparer.Ordinal);

    /// <param name="resources">What is recorded here and at the neighbors, as it was on the day.</param>
    public ProgressTree(IResourceView resources, DateOnly day)
    {
        Facts = new FactBase(resources, day);
        parts = resources.List<Recommendation>().ToLookup(recommendation => recommendation.Parent);
    }

    /// <summary>The tree as it was on a day.</summary>
    public static ProgressTree AsOf(IResourceView known, DateOnly day, DateReading reading) =>
        new(StandingConditions.On(AsOfResources.View(known, day, reading), day), day);

    /// <summary>What it rests on.</summary>
    public FactBase Facts { get; }

    public Recommendation? Find(string id) => Facts.Resources.Find<Recommendation>(ResourceNames.Recommendation(id));

    /// <summary>The published parts in the order of names. A DRAFT is not part of anything yet.</summary>
    public IEnumerable<Recommendation> ChildrenOf(Recommendation recommendation) =>
        parts[ResourceNames.Id(recommendation.Name)].Where(part => part.Status != RecommendationStatus.Draft);

    /// <summary>All of them, each after what it is a part of. No recursion: nothing limits the depth of a tree.</summary>
    public IReadOnlyList<Recommendation> TopDown()
    {
        var all = parts[NoParent].ToList();
        for (var i = 0; i < all.Count; i++)
        {
            all.AddRange(parts[ResourceNames.Id(all[i].Name)]);
        }

        return all;
    }

    /// <summary>How far one is. The answer is shared: never change it.</summary>
    public Progress Of(Recommendation recommendation)
    {
        if (!measured.TryGetValue(recommendation.Name, out var progress))
        {
            MeasureUpTo(recommendation);
            progress = measured[recommendation.Name];
        }

        return progress;
    }

    void MeasureUpTo(Recommendation top)
    {
        List<Recommendation> below = [top];
        for (var i = 0; i < below.Count; i++)
        {
            below.AddRange(ChildrenOf(below[i]).Where(part => !measured.ContainsKey(part.Name)));
        }

        for (var i = below.Count - 1; i >= 0; i--)
        {
            var own = ChildrenOf(below[i]).Select(part => new ChildProgress(part.Force, measured[part.Name]));
            measured.Add(below[i].Name, ProgressCalculator.Of(below[i], [.. own], Facts));
        }
    }
}
