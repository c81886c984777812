namespace KosovoNato.Recommendations.Derivations;

/// <summary>How far every recommendation is: a pure function of what is recorded here and at the neighbors, and of the day.</summary>
static class ProgressDerivation
{
    /// <summary>Puts what differs from what was computed before. Nothing but progress: no facts close a recommendation.</summary>
    public static void Run(Transaction draft)
    {
        foreach (var (recommendation, progress) in Of(draft.Resources, draft.Today))
        {
            if (!progress.Equals(recommendation.Progress))
            {
                var measured = recommendation.Clone();
                measured.Progress = progress;
                draft.PutDerived(measured, ProgressEvents.Between(recommendation.Progress, progress));
            }
        }
    }

    /// <summary>Empties every derived field.</summary>
    public static void Clear(Recommendation recommendation) => recommendation.Progress = null;

    public static IReadOnlyList<(Recommendation Recommendation, Progress Progress)> Of(IResourceView resources, DateOnly today)
    {
        var tree = new ProgressTree(resources, today);
        return [.. tree.TopDown().Select(recommendation => (recommendation, tree.Of(recommendation)))];
    }
}
